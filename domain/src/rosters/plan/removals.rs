//! Which records an import would end, as one word: the person who accepts them accepts these and no
//! others.

use uuid::Uuid;

use super::context::PlanContext;

/// A keyed digest of the ids of everything that would end or has no day in effect any more, by kind
/// of record, in hexadecimal.
pub(super) fn digest<const KINDS: usize>(
    context: &PlanContext<'_>,
    removed: [Vec<Uuid>; KINDS],
) -> String {
    let losses = &context.losses;
    let lost = [
        losses.classes.iter().map(|id| id.uuid()).collect(),
        losses.people.iter().map(|id| id.uuid()).collect(),
    ];
    let mut message = Vec::new();
    for (kind, mut ids) in (0_u8..).zip(removed.into_iter().chain(lost)) {
        ids.sort_unstable();
        for id in ids {
            message.push(kind);
            message.extend_from_slice(id.as_bytes());
        }
    }
    context.key.removals_digest(&message)
}
