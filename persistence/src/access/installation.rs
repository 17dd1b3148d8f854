//! The token of what acts before, and without, any person who signs in.

use std::sync::atomic::{AtomicBool, Ordering};

/// The installation itself as the one who acts. The commands have it, and what they start beside
/// the server; nothing that a request handler reaches does.
///
/// ```compile_fail,E0423
/// let forged = persistence::access::Installation(());
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Installation(());

/// Whether the installation's token was taken in this process.
static TAKEN: AtomicBool = AtomicBool::new(false);

impl Installation {
    /// The token, for `main` alone: `None` to every caller but the first in a process, so that
    /// nothing that runs later can take it.
    pub fn take() -> Option<Self> {
        (!TAKEN.swap(true, Ordering::SeqCst)).then_some(Self(()))
    }

    #[cfg(feature = "testing")]
    pub(crate) fn stated() -> Self {
        Self(())
    }
}
