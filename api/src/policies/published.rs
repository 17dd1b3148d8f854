//! The published versions of the policy: files of the repository, compiled in, and held to the rules
//! of publication when the service starts.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::LazyLock,
};

use aws_lc_rs::digest::{SHA256, digest};
use chrono::{DateTime, Utc};
use domain::{
    category::Category,
    consent::material::{Practice, PracticeDiff},
    mail::Language,
    organizations::purpose::Purpose,
    parameters::choices::POLICY_NOTICE_LEAD,
    policies::{
        announcement::may_take_effect,
        change_class::{ChangeClass, ReliedOnPart, change_class},
        contents::{NoticePart, missing_parts},
        standing::BindingVersion,
        version::{PolicyAudience, PolicyVersion, VersionNumber},
    },
    text_enum::TextEnum as _,
};
use serde::Deserialize;
use thiserror::Error;

/// A version as its files have it.
#[derive(Clone, Copy, Debug)]
pub struct Source {
    /// Its number.
    pub number: VersionNumber,
    /// When it is published and takes effect, and which parts readers rely on differ: TOML.
    pub facts: &'static str,
    /// How data is used for each purpose: TOML.
    pub practices: &'static str,
    /// The text for staff, parents and schools, in the order of [`Language::ALL`].
    pub general: [&'static str; 2],
    /// The text for learners, in the same order.
    pub learner: [&'static str; 2],
}

/// Names the files of a version.
macro_rules! version {
    ($name:literal, $number:expr) => {
        Source {
            number: $number,
            facts: include_str!(concat!("../../../policies/", $name, "/version.toml")),
            practices: include_str!(concat!("../../../policies/", $name, "/practices.toml")),
            general: [
                include_str!(concat!("../../../policies/", $name, "/general.en.md")),
                include_str!(concat!("../../../policies/", $name, "/general.es.md")),
            ],
            learner: [
                include_str!(concat!("../../../policies/", $name, "/learner.en.md")),
                include_str!(concat!("../../../policies/", $name, "/learner.es.md")),
            ],
        }
    };
}

/// The versions of this release, the earliest first.
const BUNDLED: [Source; 1] = [version!("1.0.0", VersionNumber::FIRST)];

/// Why versions cannot be published as they are.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Unpublishable {
    /// A file cannot be read.
    #[error("{0}: a file cannot be read")]
    Unreadable(VersionNumber),
    /// The notice lacks a part that the law asks for (POL-07).
    #[error("{0}: the text for adults lacks {1:?}")]
    Lacks(VersionNumber, Vec<NoticePart>),
    /// The number does not follow from what changed (POL-02).
    #[error("{0}: what changed makes it {1}")]
    Misnumbered(VersionNumber, VersionNumber),
    /// It takes effect before people were told (POL-03).
    #[error("{0}: it takes effect too soon")]
    TooSoon(VersionNumber),
}

/// A version that is published.
#[derive(Clone, Debug)]
pub struct Published {
    /// The version.
    pub version: PolicyVersion,
    source: Source,
}

/// The published versions, the earliest first. There is one at the least.
#[derive(Clone, Debug)]
pub struct Policies {
    versions: Vec<Published>,
    binding: Vec<BindingVersion>,
}

/// The facts of a version, as its file has them.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Facts {
    published_at: DateTime<Utc>,
    effective_at: DateTime<Utc>,
    changed: Vec<ReliedOnPart>,
}

/// How data is used for one purpose, as a file has it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct KeptPractice {
    categories: BTreeSet<Category>,
    kept_days: u32,
}

impl Policies {
    /// Those of this release.
    ///
    /// # Errors
    /// Why they cannot be published: never in a release, since a test asks for them.
    pub fn bundled() -> Result<&'static Self, Unpublishable> {
        static BUNDLED_POLICIES: LazyLock<Result<Policies, Unpublishable>> =
            LazyLock::new(|| Policies::of(&BUNDLED));
        BUNDLED_POLICIES.as_ref().map_err(Clone::clone)
    }

    /// These versions, the earliest first: held to their numbers, parts and times.
    ///
    /// # Errors
    /// Why they cannot be published.
    pub fn of(sources: &[Source]) -> Result<Self, Unpublishable> {
        let mut policies = Self {
            versions: Vec::new(),
            binding: Vec::new(),
        };
        for source in sources {
            policies.publish(*source)?;
        }
        Ok(policies)
    }

    fn publish(&mut self, source: Source) -> Result<(), Unpublishable> {
        let number = source.number;
        let unreadable = || Unpublishable::Unreadable(number);
        let facts: Facts = toml::from_str(source.facts).map_err(|_| unreadable())?;
        for text in source.general {
            let lacking = missing_parts(&parts(text));
            if !lacking.is_empty() {
                return Err(Unpublishable::Lacks(number, lacking));
            }
        }
        let practices = practices(&source).ok_or_else(unreadable)?;
        let (class, expected, changed) = match self.versions.last() {
            None => (ChangeClass::Material, VersionNumber::FIRST, BTreeSet::new()),
            Some(before) => {
                let earlier = self::practices(&before.source).ok_or_else(unreadable)?;
                let diff = PracticeDiff::between(&earlier, &practices);
                let class = change_class(&diff, &facts.changed.iter().copied().collect());
                let number = before.version.number().after(class);
                (class, number, diff.material_purposes())
            }
        };
        if number != expected {
            return Err(Unpublishable::Misnumbered(number, expected));
        }
        let first = self.versions.is_empty();
        let lead = POLICY_NOTICE_LEAD.default;
        if !first && may_take_effect(class, facts.published_at, facts.effective_at, lead).is_err() {
            return Err(Unpublishable::TooSoon(number));
        }
        let version = PolicyVersion::new(
            number,
            facts.published_at,
            facts.effective_at,
            hash(&source),
            class,
            PolicyAudience::ALL.iter().copied().collect(),
        )
        .map_err(|_| Unpublishable::TooSoon(number))?;
        if class == ChangeClass::Material {
            self.binding.push(BindingVersion {
                major: number.major,
                effective_at: facts.effective_at,
                changed,
            });
        }
        self.versions.push(Published { version, source });
        Ok(())
    }

    /// Those that can be read at an instant, the newest first.
    pub fn readable(&self, now: DateTime<Utc>) -> impl Iterator<Item = &Published> {
        let versions = self.versions.iter().rev();
        versions.filter(move |published| published.version.published_at() <= now)
    }

    /// The number of the newest that can be read at an instant, whether it has taken effect or not: what
    /// people are asked from now on is asked about it.
    pub fn newest(&self, now: DateTime<Utc>) -> VersionNumber {
        let newest = self.readable(now).next();
        newest.map_or(VersionNumber::FIRST, |published| published.version.number())
    }

    /// The one that is in force at an instant: the newest that has taken effect, or the first.
    pub fn in_force(&self, now: DateTime<Utc>) -> Option<&Published> {
        let mut effective = self.readable(now);
        effective
            .find(|published| published.version.effective_at() <= now)
            .or_else(|| self.versions.first())
    }

    /// The readable one with this number.
    pub fn find(&self, number: &str, now: DateTime<Utc>) -> Option<&Published> {
        self.readable(now)
            .find(|published| published.version.number().to_string() == number)
    }

    /// Whether a version up to this one changes what a parent may have consented to.
    pub fn changes_consents(&self, number: VersionNumber) -> bool {
        let mut versions = self.binding.iter();
        versions.any(|version| version.major <= number.major && !version.changed.is_empty())
    }

    /// The ones that each adult accepts by an act of their own.
    pub fn binding(&self) -> &[BindingVersion] {
        &self.binding
    }
}

impl Published {
    /// The text for an audience in a language, in Markdown, without the marks of its parts.
    pub fn text(&self, audience: PolicyAudience, language: Language) -> String {
        let texts = match audience {
            PolicyAudience::Staff | PolicyAudience::Parent | PolicyAudience::School => {
                self.source.general
            }
            PolicyAudience::Learner => self.source.learner,
        };
        let [english, spanish] = texts;
        let text = match language {
            Language::English => english,
            Language::Spanish => spanish,
        };
        let lines = text.lines().map(|line| match part(line) {
            Some((title, _)) => title,
            None => line,
        });
        lines.collect::<Vec<_>>().join("\n")
    }
}

/// The title of a heading, and the part that it begins, which stands behind it in brackets.
fn part(line: &str) -> Option<(&str, NoticePart)> {
    let heading = line
        .strip_suffix(']')
        .filter(|line| line.starts_with('#'))?;
    let (title, word) = heading.rsplit_once(" [")?;
    Some((title, NoticePart::parse(word)?))
}

fn parts(text: &str) -> BTreeSet<NoticePart> {
    text.lines()
        .filter_map(part)
        .map(|(_, part)| part)
        .collect()
}

fn practices(source: &Source) -> Option<Vec<Practice>> {
    let kept: BTreeMap<Purpose, KeptPractice> = toml::from_str(source.practices).ok()?;
    let practices = kept.into_iter().map(|(purpose, kept)| Practice {
        categories: kept.categories,
        ..Practice::of(purpose, kept.kept_days)
    });
    Some(practices.collect())
}

/// The SHA-256 hash of all texts, each behind its length.
fn hash(source: &Source) -> [u8; 32] {
    let mut bytes = Vec::new();
    for text in source.general.iter().chain(&source.learner) {
        bytes.extend_from_slice(format!("{}\n", text.len()).as_bytes());
        bytes.extend_from_slice(text.as_bytes());
    }
    let mut hash = [0; 32];
    for (to, from) in hash.iter_mut().zip(digest(&SHA256, &bytes).as_ref()) {
        *to = *from;
    }
    hash
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use domain::{purposes::table, retention::schedule::row};

    use super::*;

    /// The practices of today, by the tables of purposes and of retention.
    fn of_today() -> String {
        let mut file =
            "# Printed from the tables of purposes and of retention. A published version is never \
                        changed: what differs is a new one.\n"
                .to_owned();
        for purpose in table::rows() {
            let stages = purpose
                .retention
                .iter()
                .flat_map(|rule| row(*rule).stages());
            let hours = stages.map(|stage| stage.after.at_most_hours()).max();
            let categories: Vec<String> = purpose
                .categories
                .iter()
                .map(|category| format!("\"{}\"", category.as_str()))
                .collect();
            let _ = writeln!(
                file,
                "\n[{}]\ncategories = [{}]\nkept_days = {}",
                purpose.purpose.as_str(),
                categories.join(", "),
                hours.unwrap_or_default().div_ceil(24)
            );
        }
        file
    }

    #[test]
    fn vpc_09_the_newest_version_states_the_practices_of_today() {
        let newest = BUNDLED.last().unwrap();
        let path = format!(
            "{}/../policies/{}/practices.toml",
            env!("CARGO_MANIFEST_DIR"),
            newest.number
        );
        if std::env::var_os("HALLPASS_UPDATE").is_some() {
            std::fs::write(&path, of_today()).unwrap();
        }
        assert!(
            std::fs::read_to_string(path).unwrap() == of_today(),
            "data is used otherwise than the policy says: publish a new version"
        );
    }

    #[test]
    fn pol_07_the_bundled_versions_can_be_published() {
        let policies = Policies::bundled().unwrap();
        let now = "2026-11-27T00:00:00Z".parse().unwrap();
        let published = policies.in_force(now).unwrap();
        for audience in PolicyAudience::ALL {
            for language in Language::ALL {
                let text = published.text(*audience, *language);
                assert!(text.starts_with("# ") && !text.contains(" ["), "{text}");
            }
        }
    }

    #[test]
    fn pol_02_a_version_has_the_number_that_follows_from_what_changed() {
        let first = BUNDLED[0];
        let second = |major, minor, facts, practices| Source {
            number: VersionNumber {
                major,
                minor,
                patch: 0,
            },
            facts,
            practices,
            ..first
        };
        let month_later =
            "published_at = \"2027-01-01T00:00:00Z\"\neffective_at = \"2027-01-31T00:00:00Z\"\n";
        let rights: &'static str =
            Box::leak(format!("{month_later}changed = [\"rights\"]").into_boxed_str());
        let nothing: &'static str =
            Box::leak(format!("{month_later}changed = []").into_boxed_str());
        let more: &'static str = Box::leak(
            first
                .practices
                .replacen("categories = [", "categories = [\"demographics\", ", 1)
                .into_boxed_str(),
        );
        assert!(Policies::of(&[first, second(1, 1, rights, first.practices)]).is_ok());
        assert!(Policies::of(&[first, second(2, 0, nothing, more)]).is_ok());
        let misnumbered = Policies::of(&[first, second(1, 1, nothing, more)]);
        assert!(matches!(misnumbered, Err(Unpublishable::Misnumbered(..))));
        let at_once: &'static str =
            Box::leak(rights.replace("2027-01-31", "2027-01-30").into_boxed_str());
        let too_soon = Policies::of(&[first, second(1, 1, at_once, first.practices)]);
        assert!(matches!(too_soon, Err(Unpublishable::TooSoon(_))));
    }
}
