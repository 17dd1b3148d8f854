//! `/examples/`: two small clients that a visitor of the demo sees first.
//!
//! They are written in TypeScript in `examples/`; what is served is what the compiler made of them.
//! They know nothing but the API.

use actix_web::{
    get,
    web::{Data, Path},
};
use maud::html;

use super::file::{File, Section};
use crate::{app::Hallpass, problem::ApiError};

/// Declares files that are compiled in, with their media types.
macro_rules! files {
    ( $($name:literal => $content_type:literal),+ $(,)? ) => {
        [ $( ($name, $content_type, include_str!(concat!("../../../examples/", $name))) ),+ ]
    };
}

const FILES: [(&str, &str, &str); 7] = files![
    "teacher.html" => "text/html; charset=utf-8",
    "player.html" => "text/html; charset=utf-8",
    "built/hallpass.js" => "text/javascript; charset=utf-8",
    "built/teacher.js" => "text/javascript; charset=utf-8",
    "built/player.js" => "text/javascript; charset=utf-8",
    "built/queue.js" => "text/javascript; charset=utf-8",
    "built/text.js" => "text/javascript; charset=utf-8",
];

#[get("/examples/")]
pub async fn show_examples(hallpass: Data<Hallpass>) -> Result<File, ApiError> {
    only_in_the_demo(&hallpass)?;
    let content = html! {
        h1 { "Examples" }
        ul {
            li { a href="/examples/teacher.html" { "The teacher’s page" } ": classes, and a dashboard that watches progress" }
            li { a href="/examples/player.html" { "The lesson player" } ": a student signs in and learns" }
        }
        p { a href="/" { "The logins" } }
    };
    Ok(File::page(
        "Examples · Hallpass",
        Section::Landing,
        &content,
    ))
}

#[get("/examples/{file}")]
pub async fn show_example(file: Path<String>, hallpass: Data<Hallpass>) -> Result<File, ApiError> {
    only_in_the_demo(&hallpass)?;
    FILES
        .iter()
        .find(|(name, ..)| name.trim_start_matches("built/") == file.as_str())
        .map(|(_, content_type, content)| File::new(content_type, *content))
        .ok_or(ApiError::NOT_FOUND)
}

fn only_in_the_demo(hallpass: &Hallpass) -> Result<(), ApiError> {
    match hallpass.demo_logins() {
        Some(_) => Ok(()),
        None => Err(ApiError::NOT_FOUND),
    }
}
