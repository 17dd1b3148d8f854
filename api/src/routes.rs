//! Every route of the server.

use actix_web::http::Method;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::{
    accounts, age, amendments, annual_notices, audit, classes, consent, courses, directory,
    exports, guardians, holds, households, legal_process, meta, operations::Operation,
    organizations, pages, people, policies, problem, progress, promises, purposes, records,
    releases, retention, rights, rosters, settings, staff, support, worker,
};

/// A module: how it is mounted, and its operations.
type Module = (fn(&mut ServiceConfig<'_>), &'static [Operation]);

/// The modules, the most used first: a request is compared with one route after another.
const MODULES: &[Module] = &[
    (courses::mount, courses::OPERATIONS),
    (progress::mount, progress::OPERATIONS),
    (classes::mount, classes::OPERATIONS),
    (accounts::mount, accounts::OPERATIONS),
    (organizations::mount, organizations::OPERATIONS),
    (staff::mount, staff::OPERATIONS),
    (people::mount, people::OPERATIONS),
    (rosters::mount, rosters::OPERATIONS),
    (audit::mount, audit::OPERATIONS),
    (households::mount, households::OPERATIONS),
    (guardians::mount, guardians::OPERATIONS),
    (records::mount, records::OPERATIONS),
    (legal_process::mount, legal_process::OPERATIONS),
    (amendments::mount, amendments::OPERATIONS),
    (annual_notices::mount, annual_notices::OPERATIONS),
    (directory::mount, directory::OPERATIONS),
    (consent::mount, consent::OPERATIONS),
    (policies::mount, policies::OPERATIONS),
    (exports::mount, exports::OPERATIONS),
    (releases::mount, releases::OPERATIONS),
    (support::mount, support::OPERATIONS),
    (settings::mount, settings::OPERATIONS),
    (age::mount, age::OPERATIONS),
    (rights::mount, rights::OPERATIONS),
    (holds::mount, holds::OPERATIONS),
    (worker::mount, worker::OPERATIONS),
    (purposes::mount, purposes::OPERATIONS),
    (retention::mount, retention::OPERATIONS),
    (promises::mount, promises::OPERATIONS),
    (meta::mount, meta::OPERATIONS),
    (problem::mount, problem::OPERATIONS),
];

/// Every operation.
pub fn operations() -> impl Iterator<Item = &'static Operation> {
    MODULES.iter().flat_map(|(_, operations)| operations.iter())
}

/// The operation with this id.
pub fn operation(id: &str) -> Option<&'static Operation> {
    operations().find(|operation| operation.id == id)
}

/// Mounts every module.
pub fn mount(config: &mut ServiceConfig<'_>) {
    for (mount, _) in MODULES {
        mount(config);
    }
}

/// Which methods are known at which addresses.
pub struct Methods(Vec<(Vec<Segment>, Vec<Method>)>);

enum Segment {
    Fixed(String),
    Any,
}

impl Methods {
    /// Those of every operation and page.
    pub fn of_operations() -> Self {
        let known =
            operations().map(|operation| (segments(&operation.path()), vec![operation.method()]));
        let pages = pages::ADDRESSES.map(|page| (segments(page), vec![Method::GET]));
        Self(known.chain(pages).collect())
    }

    /// The methods that are known at a path.
    pub fn at(&self, path: &str) -> Vec<Method> {
        let parts: Vec<&str> = path.split('/').collect();
        let mut methods: Vec<Method> = self
            .0
            .iter()
            .filter(|(template, _)| matches(template, &parts))
            .flat_map(|(_, methods)| methods.iter().cloned())
            .collect();
        methods.sort_by(|a, b| a.as_str().cmp(b.as_str()));
        methods.dedup();
        methods
    }
}

fn segments(template: &str) -> Vec<Segment> {
    template
        .split('/')
        .map(|part| {
            if part.starts_with('{') {
                Segment::Any
            } else {
                Segment::Fixed(part.to_owned())
            }
        })
        .collect()
}

fn matches(template: &[Segment], parts: &[&str]) -> bool {
    template.len() == parts.len()
        && template
            .iter()
            .zip(parts)
            .all(|(segment, part)| match segment {
                Segment::Fixed(fixed) => fixed == part,
                Segment::Any => !part.is_empty(),
            })
}
