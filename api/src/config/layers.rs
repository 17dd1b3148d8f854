//! Lays the layers over one another: one value per key, with the place it came from.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use toml::{Table, Value};

use super::{
    ConfigError, DEFAULTS, Sources,
    setting::{Origin, Setting, Written},
    variables,
};

/// Nearness, from 0 to 1, from which a known name is offered for an unknown one.
const NEAR: f64 = 0.5;

/// One value for every key of the default file.
pub type Settings = BTreeMap<String, Setting>;

/// Reads every layer. What is wrong with their form comes back beside the settled values.
pub fn settle(sources: &Sources) -> (Settings, Vec<ConfigError>) {
    let mut errors = Vec::new();
    let mut settings = Settings::new();
    let defaults = toml::from_str::<Table>(DEFAULTS).unwrap_or_default();
    flatten("", defaults, &mut |key, value| {
        settings.insert(
            key,
            Setting {
                written: Written::Toml(value),
                origin: Origin::Defaults,
            },
        );
    });
    let mut layers = Vec::new();
    if let Some(path) = sources.file() {
        layers.push(file_layer(&path, &settings, &mut errors));
    }
    layers.push(environment_layer(sources, &settings, &mut errors));
    layers.push(
        sources
            .command_line
            .iter()
            .map(|(key, value)| command(key, value))
            .collect(),
    );
    for layer in layers {
        lay(layer, &mut settings, &mut errors);
    }
    (settings, errors)
}

/// A key's value within one layer.
type Layer = Vec<(String, Setting)>;

fn command(key: &str, value: &str) -> (String, Setting) {
    let written = Written::Plain(value.to_owned());
    (
        key.to_owned(),
        Setting {
            written,
            origin: Origin::CommandLine,
        },
    )
}

fn file_layer(path: &Path, known: &Settings, errors: &mut Vec<ConfigError>) -> Layer {
    let text = match fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) => {
            let (key, path) = ("--config".to_owned(), path.to_owned());
            errors.push(ConfigError::Unreadable {
                key,
                path,
                reason: error.kind(),
            });
            return Layer::new();
        }
    };
    let parsed = match toml::from_str::<Table>(&text) {
        Ok(parsed) => parsed,
        Err(error) => {
            let before = error.span().and_then(|span| text.get(..span.start));
            let line = before.map(|before| before.matches('\n').count() + 1);
            errors.push(ConfigError::Syntax {
                path: path.to_owned(),
                line,
            });
            return Layer::new();
        }
    };
    let mut layer = Layer::new();
    flatten("", parsed, &mut |key, value| {
        let origin = Origin::File(path.to_owned());
        let section = format!("{key}.");
        if known.contains_key(&key) {
            layer.push((
                key,
                Setting {
                    written: Written::Toml(value),
                    origin,
                },
            ));
        } else if known.keys().any(|name| name.starts_with(&section)) {
            if value.is_table() {
                return;
            }
            let expected = "a section with keys of its own".to_owned();
            errors.push(ConfigError::BadValue {
                key,
                origin: origin.to_string(),
                expected,
            });
        } else {
            let suggestion = nearest(&key, known.keys().cloned());
            errors.push(ConfigError::Unknown {
                key,
                origin: origin.to_string(),
                suggestion,
            });
        }
    });
    layer
}

fn environment_layer(sources: &Sources, known: &Settings, errors: &mut Vec<ConfigError>) -> Layer {
    let mut layer = Layer::new();
    for (name, value) in &sources.environment {
        if !variables::is_setting(name) {
            continue;
        }
        let (key, origin) = (variables::key_of(name), Origin::Variable(name.clone()));
        if !known.contains_key(&key) {
            let names = known.keys().flat_map(|key| variables::names_of(key));
            let suggestion = nearest(name, names);
            let origin = "the environment".to_owned();
            errors.push(ConfigError::Unknown {
                key: name.clone(),
                origin,
                suggestion,
            });
        } else if let Some(text) = value.to_str() {
            layer.push((
                key,
                Setting {
                    written: Written::Plain(text.to_owned()),
                    origin,
                },
            ));
        } else {
            let (origin, expected) = (origin.to_string(), "text in UTF-8".to_owned());
            errors.push(ConfigError::BadValue {
                key,
                origin,
                expected,
            });
        }
    }
    layer
}

/// Puts a layer over the settings. A secret and its `_file` are one setting: the layer that names
/// either takes the place of both.
fn lay(layer: Layer, settings: &mut Settings, errors: &mut Vec<ConfigError>) {
    let mut by_stem: BTreeMap<String, Layer> = BTreeMap::new();
    for (key, setting) in layer {
        let stem = match key.strip_suffix("_file") {
            Some(stem) if settings.contains_key(stem) => stem.to_owned(),
            _ => key.clone(),
        };
        by_stem.entry(stem).or_default().push((key, setting));
    }
    for (stem, mut group) in by_stem {
        // An empty value beside a written one is a variable that a person left open.
        if group.iter().any(|(_, setting)| !setting.is_empty()) {
            group.retain(|(_, setting)| !setting.is_empty());
            if group.len() > 1 {
                let origin = group.iter().map(|(_, setting)| setting.origin.to_string());
                let origin = origin
                    .collect::<BTreeSet<_>>()
                    .into_iter()
                    .collect::<Vec<_>>();
                let (key, origin) = (stem.clone(), origin.join(" and "));
                errors.push(ConfigError::Twice { key, origin });
            }
        }
        let Some((key, setting)) = group.into_iter().next() else {
            continue;
        };
        for pair in [stem.clone(), format!("{stem}_file")] {
            if key != pair && settings.contains_key(&pair) {
                let (written, origin) = (Written::Plain(String::new()), setting.origin.clone());
                settings.insert(pair, Setting { written, origin });
            }
        }
        settings.insert(key, setting);
    }
}

fn flatten(above: &str, table: Table, found: &mut impl FnMut(String, Value)) {
    for (name, value) in table {
        let key = if above.is_empty() {
            name
        } else {
            format!("{above}.{name}")
        };
        match value {
            Value::Table(inner) if !inner.is_empty() => flatten(&key, inner, found),
            leaf => found(key, leaf),
        }
    }
}

fn nearest(wanted: &str, known: impl Iterator<Item = String>) -> Option<String> {
    let wanted = wanted.to_lowercase();
    known
        .map(|name| (nearness(&wanted, &name.to_lowercase()), name))
        .filter(|(nearness, _)| *nearness >= NEAR)
        .max_by(|(left, _), (right, _)| left.total_cmp(right))
        .map(|(_, name)| name)
}

/// The nearness of whole names, or of the keys alone when the section was left out.
fn nearness(wanted: &str, name: &str) -> f64 {
    let alone = name.rsplit('.').next().unwrap_or(name);
    let whole = strsim::normalized_damerau_levenshtein(wanted, name);
    if wanted.contains('.') {
        whole
    } else {
        whole.max(strsim::normalized_damerau_levenshtein(wanted, alone))
    }
}
