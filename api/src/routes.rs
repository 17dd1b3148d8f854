//! Every route of the server.

use actix_web::http::Method;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::{classes, courses, operations::Operation, problem};

/// A room: how it is mounted, and its operations.
type Room = (fn(&mut ServiceConfig<'_>), &'static [Operation]);

/// The rooms, in the order of the document.
const ROOMS: &[Room] = &[
    (classes::mount, classes::OPERATIONS),
    (courses::mount, courses::OPERATIONS),
    (problem::mount, problem::OPERATIONS),
];

/// Every operation.
pub fn operations() -> impl Iterator<Item = &'static Operation> {
    ROOMS.iter().flat_map(|(_, operations)| operations.iter())
}

/// Mounts every room.
pub fn mount(config: &mut ServiceConfig<'_>) {
    for (mount, _) in ROOMS {
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
    /// Reads them off the document, which lists what is mounted.
    pub fn of_document() -> Self {
        let document = crate::openapi::document();
        let known = document.paths.paths.iter().map(|(template, item)| {
            let methods = [
                (Method::GET, item.get.is_some()),
                (Method::PUT, item.put.is_some()),
                (Method::POST, item.post.is_some()),
                (Method::PATCH, item.patch.is_some()),
                (Method::DELETE, item.delete.is_some()),
            ];
            let known = methods
                .into_iter()
                .filter(|(_, known)| *known)
                .map(|(method, _)| method);
            (segments(template), known.collect())
        });
        Self(known.collect())
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
        .map(|part| match part.starts_with('{') {
            true => Segment::Any,
            false => Segment::Fixed(part.to_owned()),
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
