//! `[metrics]`: where a monitor reads how an instance does.

use std::net::SocketAddr;

use super::reader::Reader;

/// `[metrics]`.
#[derive(Clone, Copy, Debug)]
pub struct Metrics {
    /// Where the metrics are served, if they are.
    pub bind: Option<SocketAddr>,
}

impl Metrics {
    pub(super) fn read(reader: &mut Reader<'_>) -> Option<Self> {
        let expected = "an address and port, like 127.0.0.1:9464, or nothing";
        let bind = reader.parsed("metrics.bind", expected, |text| {
            if text.is_empty() {
                return Some(None);
            }
            text.parse().ok().map(Some)
        })?;
        Some(Self { bind })
    }
}
