//! What the pages say.

use domain::{
    consent::scope::{ConsentScope, Necessity},
    mail::Language,
};

/// The words of the pages in one language.
pub(super) struct Words {
    pub(super) title: &'static str,
    pub(super) legend: &'static str,
    pub(super) give: &'static str,
    pub(super) refuse: &'static str,
    pub(super) choose: &'static str,
    pub(super) lacking: &'static str,
    pub(super) lacking_child: &'static str,
    pub(super) child_agrees: &'static str,
    pub(super) child_signs: &'static str,
    pub(super) given: &'static str,
    pub(super) refused: &'static str,
    pub(super) given_again: &'static str,
    pub(super) refused_again: &'static str,
    pub(super) over: &'static str,
    pub(super) not_me: &'static str,
    pub(super) not_me_means: &'static str,
    pub(super) not_me_button: &'static str,
    pub(super) revoked: &'static str,
    pub(super) sign: &'static str,
    pub(super) open_form: &'static str,
    pub(super) child: &'static str,
    pub(super) your_name: &'static str,
    pub(super) day: &'static str,
    pub(super) signature: &'static str,
    pub(super) send_back: &'static str,
}

pub(super) const fn words(language: Language) -> &'static Words {
    match language {
        Language::English => &Words {
            title: "May your child learn with Hallpass?",
            legend: "What you agree to. Each is separate, and nothing is chosen for you.",
            give: "I agree to what I chose",
            refuse: "I do not agree",
            choose: "Please choose one of the two buttons.",
            lacking: "Without the first choice there can be no account. To say no, use the other button.",
            lacking_child: "Where you live your child agrees together with you. Please explain what we keep, and mark it if your child agrees.",
            child_agrees: "My child was told what is kept and why, in words that they understand, and agrees.",
            child_signs: "Signature or mark of the child, who was told what is kept and why, and agrees",
            given: "Thank you. Tomorrow we will write to you once more, with a way to take this back. From then on the account can be opened.",
            refused: "You said no. We have deleted your child's name.",
            given_again: "Thank you. Tomorrow we will write to you once more, with a way to take this back. From then on what you chose today is in force.",
            refused_again: "You said no. What you agreed to before stays as it is; you can withdraw it at any time.",
            over: "This link does not work any more: it was used, its time is over, or a newer one was sent.",
            not_me: "Was it not you who agreed?",
            not_me_means: "If you say so, the consent ends at once. An account that it opened is deleted with everything in it; one that was there before is locked, and you decide what becomes of it.",
            not_me_button: "It was not me: end it",
            revoked: "The consent has ended. An account that it opened is deleted with everything in it; one that was there before is locked.",
            sign: "To agree, print the form, mark what you agree to, sign it, and send a scan or a photograph of it from your account. To say no, use the button.",
            open_form: "The form to print",
            child: "First name of the child",
            your_name: "Your name",
            day: "Day",
            signature: "Signature of the parent or guardian",
            send_back: "Send a scan or a photograph of this page from your account. A trained person looks at it, and then it is deleted.",
        },
        Language::Spanish => &Words {
            title: "¿Puede su hijo aprender con Hallpass?",
            legend: "A qué da su consentimiento. Cada punto es independiente y no hay nada elegido de antemano.",
            give: "Acepto lo que elegí",
            refuse: "No acepto",
            choose: "Elija por favor uno de los dos botones.",
            lacking: "Sin la primera opción no puede haber una cuenta. Para negarse, use el otro botón.",
            lacking_child: "Donde usted vive, su hijo acepta junto con usted. Explíquele qué guardamos y márquelo si está de acuerdo.",
            child_agrees: "Mi hijo sabe qué se guarda y para qué, con palabras que entiende, y está de acuerdo.",
            child_signs: "Firma o marca del menor, que sabe qué se guarda y para qué, y está de acuerdo",
            given: "Gracias. Mañana le escribiremos otra vez, con una manera de retirar esto. Desde entonces se puede abrir la cuenta.",
            refused: "Usted se negó. Hemos borrado el nombre de su hijo.",
            given_again: "Gracias. Mañana le escribiremos otra vez, con una manera de retirar esto. Desde entonces vale lo que eligió hoy.",
            refused_again: "Usted se negó. Lo que aceptó antes sigue como está; puede retirarlo en cualquier momento.",
            over: "Este enlace ya no funciona: se usó, su plazo terminó o se envió uno más nuevo.",
            not_me: "¿No fue usted quien aceptó?",
            not_me_means: "Si nos lo dice, el consentimiento termina de inmediato. La cuenta que se abrió con él se borra con todo su contenido; la que ya existía queda bloqueada y usted decide qué pasa con ella.",
            not_me_button: "No fui yo: terminar",
            revoked: "El consentimiento ha terminado. La cuenta que se abrió con él se ha borrado con todo su contenido; la que ya existía está bloqueada.",
            sign: "Para aceptar, imprima el formulario, marque lo que acepta, fírmelo y envíe desde su cuenta una copia escaneada o una fotografía. Para negarse, use el botón.",
            open_form: "El formulario para imprimir",
            child: "Nombre de pila de la niña o del niño",
            your_name: "Su nombre",
            day: "Día",
            signature: "Firma de la madre, el padre o el tutor",
            send_back: "Envíe desde su cuenta una copia escaneada o una fotografía de esta página. Una persona formada la revisa y después se borra.",
        },
    }
}

pub(super) fn scope_text(scope: ConsentScope, language: Language) -> String {
    let text = match (language, scope) {
        (Language::English, ConsentScope::AccountAndLearning) => {
            "An account, with progress and work that are kept"
        }
        (Language::English, ConsentScope::Personalization) => {
            "The next lesson suggested by progress"
        }
        (Language::English, ConsentScope::Surveys) => {
            "Questions about what the child thinks of lessons"
        }
        (Language::Spanish, ConsentScope::AccountAndLearning) => {
            "Una cuenta, con el progreso y los trabajos guardados"
        }
        (Language::Spanish, ConsentScope::Personalization) => {
            "La lección siguiente propuesta según el progreso"
        }
        (Language::Spanish, ConsentScope::Surveys) => {
            "Preguntas sobre lo que el niño piensa de las lecciones"
        }
    };
    let necessity = match (language, scope.necessity()) {
        (Language::English, Necessity::Required) => "needed for an account",
        (Language::English, Necessity::Optional) => "optional",
        (Language::Spanish, Necessity::Required) => "necesario para una cuenta",
        (Language::Spanish, Necessity::Optional) => "opcional",
    };
    format!("{text} ({necessity})")
}
