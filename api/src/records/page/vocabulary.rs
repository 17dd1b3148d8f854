//! What the words of the record mean, in each language.

use domain::{
    access::Relationship,
    amendments::part::ContestedPart,
    category::Category,
    directory::DirectoryType,
    mail::Language,
    progress::{event::Outcome, status::ProgressStatus},
    records::disclosure::{DisclosureGround, DisclosureOutcome},
};
use persistence::organizations::GroundKind;

/// A word that people read in their language.
pub(super) trait Spoken: Copy {
    /// In English, and in Spanish.
    fn in_both(self) -> (&'static str, &'static str);

    /// In this language.
    fn spoken(self, language: Language) -> &'static str {
        let (english, spanish) = self.in_both();
        match language {
            Language::English => english,
            Language::Spanish => spanish,
        }
    }
}

impl Spoken for Relationship {
    fn in_both(self) -> (&'static str, &'static str) {
        match self {
            Self::TeacherOfRecord => ("teacher of record", "docente titular"),
            Self::CoTeacher => ("co-teacher", "docente asociado"),
            Self::TeachingAssistant => ("teaching assistant", "asistente de docente"),
            Self::Teacher => ("teacher at the school", "docente de la escuela"),
            Self::SchoolAdmin => (
                "administrator of the school",
                "administración de la escuela",
            ),
            Self::DistrictAdmin => (
                "administrator of the district",
                "administración del distrito",
            ),
            Self::Parent | Self::Guardian => ("parent or guardian", "madre, padre o tutor"),
            Self::PlatformOperator => ("operator of Hallpass", "operador de Hallpass"),
            Self::Author => ("author of the course", "autor del curso"),
            Self::EligibleStudent | Self::StudentThemself | Self::Student => {
                ("student", "alumna o alumno")
            }
            Self::Themself => ("the person", "la persona misma"),
            Self::Stranger => ("nobody that we know of", "nadie que conozcamos"),
        }
    }
}

impl Spoken for DirectoryType {
    fn in_both(self) -> (&'static str, &'static str) {
        match self {
            Self::Name => ("name", "nombre"),
            Self::GradeLevel => ("grade level", "grado"),
        }
    }
}

impl Spoken for ContestedPart {
    fn in_both(self) -> (&'static str, &'static str) {
        match self {
            Self::GivenName => ("given name", "nombre de pila"),
            Self::FamilyName => ("family name", "apellido"),
            Self::Username => ("username", "nombre de usuario"),
            Self::GradeLevel => ("grade", "grado"),
            Self::Enrollment => ("a class", "una clase"),
            Self::Progress => ("progress", "progreso"),
            Self::Work => ("work", "un trabajo"),
            Self::CheckAnswer => ("an answer", "una respuesta"),
            Self::Feedback => ("what a teacher said", "lo que dijo un docente"),
        }
    }
}

impl Spoken for GroundKind {
    fn in_both(self) -> (&'static str, &'static str) {
        match self {
            Self::Agreement => ("Agreement of a school", "Acuerdo de una escuela"),
            Self::Consent => ("Consent of a parent", "Consentimiento de los padres"),
            Self::Sandbox => (
                "Class without an agreement, by alias",
                "Clase sin acuerdo, con seudónimo",
            ),
        }
    }
}

impl Spoken for ProgressStatus {
    fn in_both(self) -> (&'static str, &'static str) {
        match self {
            Self::NotStarted => ("not started", "sin empezar"),
            Self::Started => ("started", "empezada"),
            Self::Completed => ("completed", "completada"),
        }
    }
}

impl Spoken for Outcome {
    fn in_both(self) -> (&'static str, &'static str) {
        match self {
            Self::Passed => ("it works", "funciona"),
            Self::Failed => ("it does not work yet", "todavía no funciona"),
            Self::Submitted => ("handed in", "entregado"),
        }
    }
}

impl Spoken for DisclosureOutcome {
    fn in_both(self) -> (&'static str, &'static str) {
        match self {
            Self::Disclosed => ("disclosed", "se entregó"),
            Self::Refused => ("refused", "se negó"),
        }
    }
}

impl Spoken for DisclosureGround {
    fn in_both(self) -> (&'static str, &'static str) {
        match self {
            Self::WrittenConsent => ("written consent", "consentimiento por escrito"),
            Self::SchoolOfTransfer => (
                "a school to which the student moves",
                "una escuela a la que pasa la alumna o el alumno",
            ),
            Self::EducationAuthority => (
                "an education authority or its auditor",
                "una autoridad educativa o su auditor",
            ),
            Self::JuvenileJustice => ("juvenile justice", "justicia de menores"),
            Self::Study => ("a study for the school", "un estudio para la escuela"),
            Self::ParentOfDependent => (
                "a parent of a dependent adult",
                "madre o padre de un adulto dependiente",
            ),
            Self::LegalProcess => (
                "a court order, a subpoena or a warrant",
                "una orden o citación judicial",
            ),
            Self::Emergency => (
                "a health or safety emergency",
                "una emergencia de salud o seguridad",
            ),
            Self::DirectoryInformation => ("directory information", "información de directorio"),
            Self::Other => ("another ground", "otro fundamento"),
        }
    }
}

impl Spoken for Category {
    fn in_both(self) -> (&'static str, &'static str) {
        match self {
            Self::Name => ("name", "nombre"),
            Self::LoginIdentifier => ("login name", "nombre de acceso"),
            Self::Credential => ("credentials", "credenciales"),
            Self::Profile => ("profile and settings", "perfil y ajustes"),
            Self::Enrollment => ("school and classes", "escuela y clases"),
            Self::Progress => ("progress", "progreso"),
            Self::Work => ("work", "trabajos"),
            Self::CheckAnswer => ("answers to checks", "respuestas a comprobaciones"),
            Self::AttitudinalAnswer => ("answers to prompts", "respuestas de opinión"),
            Self::SurveyAnswer => ("answers to surveys", "respuestas a encuestas"),
            Self::Demographics => ("demographics", "datos demográficos"),
            Self::Assessment => ("assessment and feedback", "evaluación y comentarios"),
            Self::Payment => ("payments", "pagos"),
            Self::Technical => ("technical data", "datos técnicos"),
            Self::Usage => ("usage", "uso"),
            Self::SupportTicket => ("support", "soporte"),
            Self::Authorization => ("consents and agreements", "consentimientos y acuerdos"),
            Self::AuditTrail => ("the log", "el registro"),
            Self::AuthoredCourse => ("courses written", "cursos escritos"),
            Self::ParentContact => ("contact of parents", "contacto de los padres"),
            Self::AgeEvidence => ("age", "edad"),
        }
    }
}
