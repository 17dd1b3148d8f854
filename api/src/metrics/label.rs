//! Labels: words of closed vocabularies, so that nothing of a person can be one.

use std::{fmt, hash::Hash};

use domain::{
    text_enum::TextEnum,
    worker::{Hindrance, JobKind},
};
use prometheus_client::encoding::{EncodeLabel as _, EncodeLabelSet, LabelSetEncoder};

use crate::background::BackgroundTask;

/// A vocabulary whose words are values of a label.
pub trait Labelled: TextEnum + Hash {
    /// The label's name.
    const NAME: &'static str;
}

/// A label: its value is a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Label<W>(pub W);

impl<W: Labelled> EncodeLabelSet for Label<W> {
    fn encode(&self, encoder: &mut LabelSetEncoder<'_>) -> fmt::Result {
        (W::NAME, self.0.as_str()).encode(encoder.encode_label())
    }
}

impl Labelled for BackgroundTask {
    const NAME: &'static str = "task";
}

impl Labelled for JobKind {
    const NAME: &'static str = "kind";
}

impl Labelled for Hindrance {
    const NAME: &'static str = "hindrance";
}
