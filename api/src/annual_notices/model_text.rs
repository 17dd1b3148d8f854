//! The text of the model of an annual notice: files of the repository, filled in for a school.

use domain::{
    annual_notices::NoticePart,
    directory::{DirectoryPurpose, DirectoryType},
    mail::Language,
    text_enum::TextEnum as _,
};
use persistence::{annual_notices::ModelFacts, directory::DirectoryDesignation};

const ENGLISH: &str = include_str!("../../../notices/annual.en.txt");
const SPANISH: &str = include_str!("../../../notices/annual.es.txt");

/// A model of the annual notice.
pub(super) struct ModelText {
    /// What it tells of.
    pub(super) parts: Vec<NoticePart>,
    /// The whole text.
    pub(super) text: String,
}

/// The model for a school in a language. A section of the file is a word in brackets on a line of its own, and
/// the text below it.
pub(super) fn render(language: Language, facts: &ModelFacts) -> ModelText {
    let file = match language {
        Language::English => ENGLISH,
        Language::Spanish => SPANISH,
    };
    let sections = file
        .split("\n[")
        .map(|section| section.trim_start_matches('['))
        .filter_map(|section| section.split_once("]\n"));
    let (mut parts, mut paragraphs) = (Vec::new(), Vec::new());
    for (word, text) in sections {
        parts.extend(NoticePart::parse(word));
        paragraphs.push(text.trim());
    }
    let directory = directory(language, facts.designation.as_ref());
    // What a school or a party is called is filled in last, and nothing is filled into it.
    let text = paragraphs.join("\n\n");
    let (before, after) = text.split_once("{directory}").unwrap_or((&text, ""));
    let named = |text: &str| text.replace("{school}", &facts.school);
    ModelText {
        parts,
        text: format!("{}{directory}{}", named(before), named(after)),
    }
}

fn directory(language: Language, designation: Option<&DirectoryDesignation>) -> String {
    let Some(designation) = designation else {
        return match language {
            Language::English => {
                "The school designates no directory information, and releases none."
            }
            Language::Spanish => {
                "La escuela no designa información de directorio y no entrega ninguna."
            }
        }
        .to_owned();
    };
    let types: Vec<&str> = designation
        .types
        .iter()
        .map(|designated| type_in(language, designated.of))
        .collect();
    let parties: Vec<String> = designation
        .parties
        .iter()
        .map(|listed| {
            let purpose = purpose_in(language, listed.party.purpose);
            format!("{} ({purpose})", listed.party.name)
        })
        .collect();
    let (types, parties, day) = (
        types.join(", "),
        parties.join("; "),
        designation.refuse_until,
    );
    match language {
        Language::English => format!(
            "The school designates as directory information: {types}. It may release it without consent to \
             these alone, for these purposes alone: {parties}. You may refuse each of these types, in writing \
             to the school or with your account in Hallpass; what was new on the day of this notice is not \
             released before {day} is over. Of a student of whom any of the types is refused nothing is in a list. A \
             refusal holds until it is taken back, also after the student has left."
        ),
        Language::Spanish => format!(
            "La escuela designa como información de directorio: {types}. Puede entregarla sin consentimiento \
             solo a los siguientes y solo para estos fines: {parties}. Usted puede negarse a cada uno de estos \
             tipos, por escrito a la escuela o con su cuenta en Hallpass; lo que era nuevo el día de este aviso \
             no se entrega antes de que termine el {day}. En ninguna lista figura un estudiante del que se negó alguno de los tipos. Una negativa vale hasta que se retira, también \
             después de que el estudiante se haya ido."
        ),
    }
}

const fn type_in(language: Language, of: DirectoryType) -> &'static str {
    match (of, language) {
        (DirectoryType::Name, Language::English) => "the name",
        (DirectoryType::Name, Language::Spanish) => "el nombre",
        (DirectoryType::GradeLevel, Language::English) => "the grade level",
        (DirectoryType::GradeLevel, Language::Spanish) => "el grado",
    }
}

const fn purpose_in(language: Language, purpose: DirectoryPurpose) -> &'static str {
    match (purpose, language) {
        (DirectoryPurpose::Yearbook, Language::English) => "yearbook",
        (DirectoryPurpose::Yearbook, Language::Spanish) => "anuario",
        (DirectoryPurpose::Program, Language::English) => "programs of events",
        (DirectoryPurpose::Program, Language::Spanish) => "programas de actos",
        (DirectoryPurpose::Recognition, Language::English) => "honors and recognition",
        (DirectoryPurpose::Recognition, Language::Spanish) => "honores y reconocimientos",
        (DirectoryPurpose::Competition, Language::English) => "contests",
        (DirectoryPurpose::Competition, Language::Spanish) => "concursos",
        (DirectoryPurpose::FamilyDirectory, Language::English) => "directory of families",
        (DirectoryPurpose::FamilyDirectory, Language::Spanish) => "directorio de familias",
        (DirectoryPurpose::News, Language::English) => "news",
        (DirectoryPurpose::News, Language::Spanish) => "noticias",
    }
}

#[cfg(test)]
mod tests {
    use domain::annual_notices::missing_parts;

    use super::*;

    #[test]
    fn fer_15_the_model_lacks_no_part_in_either_language_and_names_the_school() {
        for language in Language::ALL {
            let facts = ModelFacts {
                school: "Maple {directory} Elementary".to_owned(),
                designation: None,
            };
            let model = render(*language, &facts);
            assert_eq!(missing_parts(&model.parts), []);
            assert!(model.parts.contains(&NoticePart::SchoolOfTransfer));
            assert!(model.text.contains("Maple {directory} Elementary"));
            assert!(!model.text.contains(['[', ']']), "{}", model.text);
            assert!(model.text.matches('{').count() == 1, "{}", model.text);
        }
    }
}
