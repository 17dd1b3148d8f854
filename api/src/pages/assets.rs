//! The style sheet, the scripts of the search and of the status, and the sign of this site.

use actix_web::{get, web::Path};

use super::file::File;
use crate::problem::ApiError;

const STYLE: &str = include_str!("../../assets/style.css");
const SEARCH: &str = include_str!("../../assets/search.js");
const STATUS: &str = include_str!("../../assets/status.js");
const ICON: &str = include_str!("../../assets/icon.svg");

#[get("/assets/{file}")]
pub async fn show_asset(file: Path<String>) -> Result<File, ApiError> {
    match file.as_str() {
        "style.css" => Ok(File::new("text/css; charset=utf-8", STYLE)),
        "search.js" => Ok(File::new("text/javascript; charset=utf-8", SEARCH)),
        "status.js" => Ok(File::new("text/javascript; charset=utf-8", STATUS)),
        "icon.svg" => Ok(File::new("image/svg+xml", ICON)),
        _ => Err(ApiError::NOT_FOUND),
    }
}
