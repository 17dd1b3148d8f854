//! Short texts side by side in one block of memory: eight bytes for each beside its letters.

/// A text in a [`Texts`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Text {
    start: u32,
    length: u32,
}

/// The block is full: it holds at most 4 GiB.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Full;

/// Texts side by side.
#[derive(Clone, Debug, Default)]
pub(super) struct Texts {
    letters: String,
}

impl Texts {
    /// Keeps a text.
    pub(super) fn keep(&mut self, text: &str) -> Result<Text, Full> {
        let start = u32::try_from(self.letters.len()).map_err(|_| Full)?;
        let length = u32::try_from(text.len()).map_err(|_| Full)?;
        self.letters.push_str(text);
        Ok(Text { start, length })
    }

    /// The text that was kept.
    pub(super) fn get(&self, text: Text) -> &str {
        let range = usize::try_from(text.start).ok().and_then(|start| {
            let end = start.checked_add(usize::try_from(text.length).ok()?)?;
            Some(start..end)
        });
        range
            .and_then(|range| self.letters.get(range))
            .unwrap_or_default()
    }

    /// Gives back the memory that is not used.
    pub(super) fn settle(&mut self) {
        self.letters.shrink_to_fit();
    }
}
