//! What became of an import, as lines for a terminal.

use domain::{ids::RosterImportId, rosters::Severity, text_enum::TextEnum, wire::Explained as _};
use persistence::{
    paging::PageRequest,
    rosters::{self, FindingsWanted, FoundRow, Import},
};

use crate::{
    app::Hallpass,
    commands::{CommandError, say},
    problem::ApiError,
    rosters::{Counts, ImportView, RemovalAlarm, import::Requester},
};

/// Findings of one severity that are printed at most.
const PRINTED: u16 = 20;

/// Prints what an import did, or would do while it is staged, and what was found in its rows.
pub(super) async fn print(
    hallpass: &Hallpass,
    requester: Requester,
    import: Import,
) -> Result<(), CommandError> {
    let id = import.id;
    let view = ImportView::try_from(import).map_err(ApiError::from)?;
    say(&format!("import {}: {}", view.id, view.state.as_str()));
    let counts = view.counts;
    for (kind, counts) in [
        ("schools", counts.schools),
        ("academic sessions", counts.academic_sessions),
        ("classes", counts.classes),
        ("people", counts.people),
        ("roles", counts.roles),
        ("enrollments", counts.enrollments),
    ] {
        say(&line(kind, &counts));
    }
    let RemovalAlarm {
        schools,
        classes,
        staff,
        files,
    } = view.removal_alarm;
    if schools + classes + staff + files > 0 {
        say(&format!(
            "  shrinks so much that it must be accepted: {schools} schools, {classes} classes, the staff of {staff}, {files} files"
        ));
    }
    for (severity, total) in [
        (Severity::Error, view.errors),
        (Severity::Warning, view.warnings),
    ] {
        print_findings(hallpass, requester, id, severity, total).await?;
    }
    match view.refusal {
        None if view.errors > 0 => Err(CommandError::RowsLeftOut(view.errors)),
        None => Ok(()),
        Some(refusal) => {
            let place: Vec<String> = refusal.file.into_iter().chain(refusal.field).collect();
            Err(CommandError::Said(format!(
                "refused, nothing was changed: {} {}",
                refusal.code.as_str(),
                place.join(" "),
            )))
        }
    }
}

fn line(kind: &str, counts: &Counts) -> String {
    format!(
        "  {kind:<17} {:>7} created {:>7} changed {:>7} resumed {:>7} ended {:>7} unchanged {:>7} spared",
        counts.created,
        counts.changed,
        counts.resumed,
        counts.ended,
        counts.unchanged,
        counts.spared,
    )
}

async fn print_findings(
    hallpass: &Hallpass,
    requester: Requester,
    import: RosterImportId,
    severity: Severity,
    total: u64,
) -> Result<(), CommandError> {
    if total == 0 {
        return Ok(());
    }
    let wanted = FindingsWanted {
        severity: Some(severity),
        ..FindingsWanted::default()
    };
    let page = PageRequest {
        after: None,
        limit: PRINTED,
    };
    let found = requester
        .read(hallpass, move |tx, actor| {
            let permit = tx.permit(actor, actor.organization())?;
            rosters::findings(tx, &permit, import, &wanted, page)?.ok_or(ApiError::NOT_FOUND)
        })
        .await?;
    say(&format!("  {total} × {}", severity.as_str()));
    for finding in &found.rows {
        say(&format!("    {}", place_of(finding)));
    }
    if found.next.is_some() {
        say(&format!(
            "    … and more: /v1/rosters/imports/{}/findings has them all",
            import.uuid()
        ));
    }
    Ok(())
}

fn place_of(finding: &FoundRow) -> String {
    let file = match finding.file.as_str() {
        rosters::ARCHIVE => rosters::ARCHIVE.to_owned(),
        name => format!("{name}.csv"),
    };
    let row = finding.line.map(|line| format!(" line {line}"));
    let key = finding.source_id.as_ref().map(|key| format!(" {key}"));
    let field = finding.field.as_ref().map(|field| format!(" {field}"));
    let times = (finding.times > 1).then(|| format!(" ({} times)", finding.times));
    let [row, key, field, times] = [row, key, field, times].map(Option::unwrap_or_default);
    let (code, message) = (finding.code.as_str(), finding.code.explanation());
    format!(
        "{file}{row}{key}{field}: {code}{times}\n      {message} {}",
        finding.code.advice()
    )
}
