//! Metrics as a strict reader takes them (OpenMetrics 1.0, text format).

use std::collections::{BTreeMap, BTreeSet};

/// One value.
#[derive(Clone, Debug)]
pub struct Sample {
    /// Its name, with the suffix of its type.
    pub name: String,
    /// Its labels.
    pub labels: BTreeMap<String, String>,
    /// The value.
    pub value: f64,
}

/// Everything that was read.
#[derive(Debug)]
pub struct Exposition {
    /// The types of the families, by name.
    pub families: BTreeMap<String, String>,
    /// The values.
    pub samples: Vec<Sample>,
}

impl Exposition {
    /// Reads the whole of it.
    ///
    /// # Panics
    /// At the first thing that is not as the format says.
    pub fn parse(text: &str) -> Self {
        let text = text.strip_suffix("# EOF\n");
        let text = text.unwrap_or_else(|| panic!("there is no end"));
        let mut read = Self {
            families: BTreeMap::new(),
            samples: Vec::new(),
        };
        let (mut family, mut seen) = (String::new(), BTreeSet::new());
        for line in text.lines() {
            if let Some(comment) = line.strip_prefix("# ") {
                let mut words = comment.splitn(3, ' ');
                let (kind, name) = (words.next(), words.next().unwrap_or_default());
                let rest = words.next().unwrap_or_default();
                assert!(!rest.is_empty(), "{line}");
                match kind {
                    Some("HELP") => name.clone_into(&mut family),
                    Some("UNIT") => assert!(name.ends_with(rest), "{line}"),
                    Some("TYPE") => {
                        let twice = read.families.insert(name.to_owned(), rest.to_owned());
                        assert_eq!(twice, None, "{line}");
                    }
                    _ => panic!("{line}"),
                }
                assert_eq!(name, family, "{line} is not of its family");
            } else {
                let sample = Sample::parse(line);
                let kind = &read.families[&family];
                let suffix = sample.name.strip_prefix(family.as_str());
                let suffix = suffix.unwrap_or_else(|| panic!("{line} is not of {family}"));
                assert!(suffixes(kind).contains(&suffix), "{line} is no {kind}");
                let series = line.rsplit_once(' ').unwrap_or_default().0;
                assert!(seen.insert(series.to_owned()), "{line} is there twice");
                read.samples.push(sample);
            }
        }
        read.check_histograms();
        read
    }

    /// The value with this name and these labels, if there is one.
    pub fn value(&self, name: &str, labels: &[(&str, &str)]) -> Option<f64> {
        let of = |sample: &&Sample| {
            sample.name == name
                && labels
                    .iter()
                    .all(|(label, value)| sample.labels.get(*label).is_some_and(|of| of == value))
        };
        self.samples.iter().find(of).map(|sample| sample.value)
    }

    /// Every name under which a value may be asked for.
    pub fn names(&self) -> BTreeSet<String> {
        let families = self.families.iter();
        families
            .flat_map(|(family, kind)| {
                let all = suffixes(kind).iter();
                all.map(move |suffix| format!("{family}{suffix}"))
            })
            .collect()
    }

    /// Buckets count what is in the ones before them, and the last counts everything.
    fn check_histograms(&self) {
        let mut counted = BTreeMap::new();
        for sample in &self.samples {
            let Some(family) = sample.name.strip_suffix("_bucket") else {
                continue;
            };
            let mut labels = sample.labels.clone();
            let bound = labels.remove("le").unwrap_or_default();
            let before = counted.insert((family, labels.clone()), sample.value);
            assert!(before.unwrap_or_default() <= sample.value, "{sample:?}");
            if bound == "+Inf" {
                let labels: Vec<_> = labels.iter().map(|(l, v)| (&**l, &**v)).collect();
                let all = self.value(&format!("{family}_count"), &labels);
                assert_eq!(all, Some(sample.value), "{sample:?}");
            }
        }
    }
}

impl Sample {
    fn parse(line: &str) -> Self {
        let (series, value) = line.rsplit_once(' ').unwrap_or_else(|| panic!("{line}"));
        let (name, labels) = match series.split_once('{') {
            None => (series, ""),
            Some((name, rest)) => {
                let labels = rest.strip_suffix('}');
                (name, labels.unwrap_or_else(|| panic!("{line}")))
            }
        };
        assert!(is_name(name), "{line}");
        let labels = labels.split(',').filter(|label| !label.is_empty());
        Self {
            name: name.to_owned(),
            labels: labels
                .map(|label| {
                    let (name, value) = label.split_once('=').unwrap_or_else(|| panic!("{line}"));
                    let value = value.trim_matches('"').to_owned();
                    assert!(is_name(name) && value.chars().all(is_plain), "{line}");
                    (name.to_owned(), value)
                })
                .collect(),
            value: value.parse().unwrap_or_else(|_| panic!("{line}")),
        }
    }
}

fn suffixes(kind: &str) -> &'static [&'static str] {
    match kind {
        "gauge" => &[""],
        "counter" => &["_total"],
        "info" => &["_info"],
        "histogram" => &["_bucket", "_count", "_sum"],
        other => panic!("{other} is not a type that is used"),
    }
}

fn is_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_lowercase())
        && text
            .chars()
            .all(|c| matches!(c, 'a'..='z' | '0'..='9' | '_'))
}

fn is_plain(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '+' | '-')
}
