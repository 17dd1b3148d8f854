//! What a setting is called, and what it does and why, in the words that people read.

use super::{SettingKey, SettingValue};
use crate::mail::Language;

/// The texts of a setting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SettingTexts {
    /// What it is called.
    pub title: &'static str,
    /// What it does, and why it stands as it does.
    pub text: &'static str,
}

const fn texts(title: &'static str, text: &'static str) -> SettingTexts {
    SettingTexts { title, text }
}

/// The texts of a setting in a language.
pub const fn texts_of(setting: SettingKey, language: Language) -> SettingTexts {
    match language {
        Language::English => english(setting),
        Language::Spanish => spanish(setting),
    }
}

/// A value in the words of a language.
pub const fn value_in_words(value: SettingValue, language: Language) -> &'static str {
    match (value, language) {
        (SettingValue::Off, Language::English) => "off",
        (SettingValue::On, Language::English) => "on",
        (SettingValue::Off, Language::Spanish) => "desactivado",
        (SettingValue::On, Language::Spanish) => "activado",
        (SettingValue::English, _) => "English",
        (SettingValue::Spanish, _) => "español",
    }
}

const fn english(setting: SettingKey) -> SettingTexts {
    match setting {
        SettingKey::NextLessonSuggestions => texts(
            "Suggestions of the next lesson",
            "When it is on, Hallpass suggests which lesson comes next. It looks at the order of the lessons and at what you did in them, at nothing else and at nobody else, and says what the suggestion rests on. It is off until it is chosen.",
        ),
        SettingKey::SavedDrafts => texts(
            "Drafts are kept",
            "When it is on, what you write in a lesson is kept before you hand it in, so that you can go on with it on another device. Your teacher sees what you hand in, and no drafts. When it is switched off, the drafts are deleted.",
        ),
        SettingKey::SettingChangeMessages => texts(
            "Messages about settings that wait for you",
            "When it is on, you get a message when a child asks for a change of a setting and you decide about it. Without a message you find it in your account. If nobody decides within seven days, nothing changes.",
        ),
        SettingKey::MessageLanguage => texts(
            "Language of messages",
            "In which language messages to you are written.",
        ),
        SettingKey::SharingWithOthers => texts(
            "Sharing with others",
            "Other users do not see your profile, your progress or your work. Those who teach you, your school and your parents see what they need. Nobody can switch this on.",
        ),
        SettingKey::Geolocation => texts(
            "Place of your device",
            "Hallpass does not ask your device where it is. Nobody can switch this on.",
        ),
        SettingKey::LearnerProfiling => texts(
            "Profiles of learners",
            "Hallpass makes no profile of you. The one thing that it works out about you, if it is switched on, is the next lesson. Nobody can switch this on.",
        ),
        SettingKey::Advertising => texts(
            "Advertising",
            "There is no advertising, and nothing about you is used for any. Nobody can switch this on.",
        ),
        SettingKey::ThirdPartyDisclosure => texts(
            "Data for third parties",
            "Nothing about you is given to third parties for purposes of their own. Nobody can switch this on.",
        ),
    }
}

const fn spanish(setting: SettingKey) -> SettingTexts {
    match setting {
        SettingKey::NextLessonSuggestions => texts(
            "Sugerencias de la próxima lección",
            "Si está activado, Hallpass sugiere qué lección sigue. Mira el orden de las lecciones y lo que hiciste en ellas, nada más y a nadie más, y dice en qué se basa la sugerencia. Está desactivado hasta que se elige.",
        ),
        SettingKey::SavedDrafts => texts(
            "Guardar borradores",
            "Si está activado, lo que escribes en una lección se guarda antes de que lo entregues, para que puedas continuar en otro dispositivo. Tu docente ve lo que entregas, no los borradores. Si se desactiva, los borradores se borran.",
        ),
        SettingKey::SettingChangeMessages => texts(
            "Mensajes sobre ajustes que esperan su decisión",
            "Si está activado, usted recibe un mensaje cuando un menor pide cambiar un ajuste y la decisión es suya. Sin mensaje, lo encuentra en su cuenta. Si nadie decide en siete días, nada cambia.",
        ),
        SettingKey::MessageLanguage => texts(
            "Idioma de los mensajes",
            "En qué idioma se le escriben los mensajes.",
        ),
        SettingKey::SharingWithOthers => texts(
            "Compartir con otros",
            "Otros usuarios no ven tu perfil, tu progreso ni tu trabajo. Quienes te enseñan, tu escuela y tus padres ven lo que necesitan. Nadie puede activarlo.",
        ),
        SettingKey::Geolocation => texts(
            "Ubicación del dispositivo",
            "Hallpass no pregunta a tu dispositivo dónde está. Nadie puede activarlo.",
        ),
        SettingKey::LearnerProfiling => texts(
            "Perfiles de estudiantes",
            "Hallpass no hace ningún perfil de ti. Lo único que calcula, si está activado, es la próxima lección. Nadie puede activarlo.",
        ),
        SettingKey::Advertising => texts(
            "Publicidad",
            "No hay publicidad, y nada sobre ti se usa para ella. Nadie puede activarlo.",
        ),
        SettingKey::ThirdPartyDisclosure => texts(
            "Datos para terceros",
            "Nada sobre ti se entrega a terceros para sus propios fines. Nadie puede activarlo.",
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text_enum::TextEnum as _;

    #[test]
    fn rts_05_every_setting_says_what_it_does_in_both_languages() {
        for setting in SettingKey::ALL {
            let [english, spanish] =
                [Language::English, Language::Spanish].map(|language| texts_of(*setting, language));
            for texts in [english, spanish] {
                assert!(
                    (1..=60).contains(&texts.title.chars().count()),
                    "{setting:?}"
                );
                assert!(
                    (1..=400).contains(&texts.text.chars().count()),
                    "{setting:?}"
                );
            }
            assert_ne!(english, spanish);
        }
    }

    #[test]
    fn rts_05_what_nobody_changes_says_so() {
        for setting in SettingKey::ALL {
            let says_so =
                |language, sentence| texts_of(*setting, language).text.ends_with(sentence);
            assert_eq!(
                says_so(Language::English, "Nobody can switch this on."),
                setting.is_fixed()
            );
            assert_eq!(
                says_so(Language::Spanish, "Nadie puede activarlo."),
                setting.is_fixed()
            );
        }
    }
}
