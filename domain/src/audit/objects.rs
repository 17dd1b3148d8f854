//! What an event was about: the things that were changed and shown.

use uuid::Uuid;

use crate::{
    access::SubjectRef,
    ids::{Id, Named, ObjectKind, OrganizationId, UserId},
};

crate::text_enum! {
    /// What an event has to do with one of its objects.
    pub enum ObjectRole {
        /// The action was asked for on it.
        Subject = "subject",
        /// It was made.
        Created = "created",
        /// It was altered.
        Changed = "changed",
        /// It ended, or was taken back.
        Ended = "ended",
        /// A secret was issued to this person.
        SentTo = "sent_to",
        /// The change refers to it and leaves it as it was.
        Referenced = "referenced",
        /// It was shown.
        Shown = "shown",
    }
}

/// Something that an event was about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Object {
    /// What the event has to do with it.
    pub role: ObjectRole,
    /// The kind of thing.
    pub kind: ObjectKind,
    /// Its id.
    pub id: Uuid,
}

impl Object {
    fn new<Kind: Named>(role: ObjectRole, id: Id<Kind>) -> Self {
        Self {
            role,
            kind: Kind::KIND,
            id: id.uuid(),
        }
    }
}

/// What a change has to do with an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChangeRole {
    /// [`ObjectRole::Created`].
    Created,
    /// [`ObjectRole::Changed`].
    Changed,
    /// [`ObjectRole::Ended`].
    Ended,
    /// [`ObjectRole::SentTo`].
    SentTo,
    /// [`ObjectRole::Referenced`].
    Referenced,
}

impl From<ChangeRole> for ObjectRole {
    fn from(role: ChangeRole) -> Self {
        match role {
            ChangeRole::Created => Self::Created,
            ChangeRole::Changed => Self::Changed,
            ChangeRole::Ended => Self::Ended,
            ChangeRole::SentTo => Self::SentTo,
            ChangeRole::Referenced => Self::Referenced,
        }
    }
}

/// What a permitted action changed.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub struct Changed(Vec<Object>);

impl Changed {
    /// One thing, or each of several.
    pub fn each<Kind: Named>(role: ChangeRole, ids: impl IntoIterator<Item = Id<Kind>>) -> Self {
        let role = role.into();
        Self(ids.into_iter().map(|id| Object::new(role, id)).collect())
    }

    /// Something that was created.
    pub fn created<Kind: Named>(id: Id<Kind>) -> Self {
        Self::each(ChangeRole::Created, [id])
    }

    /// Something that was altered.
    pub fn of<Kind: Named>(id: Id<Kind>) -> Self {
        Self::each(ChangeRole::Changed, [id])
    }

    /// Something that ended.
    pub fn ended<Kind: Named>(id: Id<Kind>) -> Self {
        Self::each(ChangeRole::Ended, [id])
    }

    /// Nothing: what was asked for was so before.
    pub fn nothing() -> Self {
        Self(Vec::new())
    }

    /// The same, and these.
    pub fn and(mut self, others: Self) -> Self {
        self.0.extend(others.0);
        self
    }

    /// The same, and things to which the change refers.
    pub fn referring_to<Kind: Named>(self, ids: impl IntoIterator<Item = Id<Kind>>) -> Self {
        self.and(Self::each(ChangeRole::Referenced, ids))
    }

    /// The same, with a secret issued to this person.
    pub fn sent_to(self, person: UserId) -> Self {
        self.and(Self::each(ChangeRole::SentTo, [person]))
    }
}

impl From<Changed> for Vec<Object> {
    fn from(changed: Changed) -> Self {
        changed.0
    }
}

/// What was shown under a permit.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub struct Shown(Vec<Object>);

impl Shown {
    /// One thing, or each of several.
    pub fn each<Kind: Named>(ids: impl IntoIterator<Item = Id<Kind>>) -> Self {
        let role = ObjectRole::Shown;
        Self(ids.into_iter().map(|id| Object::new(role, id)).collect())
    }

    /// The same, and these.
    pub fn and(mut self, others: Self) -> Self {
        self.0.extend(others.0);
        self
    }
}

impl From<Shown> for Vec<Object> {
    fn from(shown: Shown) -> Self {
        shown.0
    }
}

/// Everything that an event was about: never empty, each thing once in each role, in one order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Objects(Vec<Object>);

impl Objects {
    /// The subject of what happened, or else the organization in which it happened; and what was
    /// changed or shown.
    pub fn of(
        subject: Option<&SubjectRef>,
        organization: OrganizationId,
        about: impl Into<Vec<Object>>,
    ) -> Self {
        let role = ObjectRole::Subject;
        let mut objects = about.into();
        match subject {
            None => objects.push(Object::new(role, organization)),
            Some(subject) => {
                let SubjectRef { kind, id, person } = *subject;
                objects.push(Object { role, kind, id });
                objects.extend(person.map(|person| Object::new(role, person)));
            }
        }
        Self::ordered(objects)
    }

    fn ordered(mut objects: Vec<Object>) -> Self {
        objects.sort_unstable();
        objects.dedup();
        Self(objects)
    }

    /// The objects, in their order.
    pub fn as_slice(&self) -> &[Object] {
        &self.0
    }

    /// How many were changed or shown: the subject and what is only referred to do not count.
    pub fn records(&self) -> i32 {
        let counts =
            |object: &&Object| !matches!(object.role, ObjectRole::Subject | ObjectRole::Referenced);
        i32::try_from(self.0.iter().filter(counts).count()).unwrap_or(i32::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        access::Subject,
        ids::{ClassId, PLATFORM},
    };

    #[test]
    fn the_order_in_which_objects_are_given_does_not_matter() {
        let class = ClassId::from_uuid(Uuid::from_u128(1)).reference();
        let [one, two] = [2, 3].map(|id| UserId::from_uuid(Uuid::from_u128(id)));
        let shown = |ids: &[UserId]| Objects::of(Some(&class), PLATFORM, Shown::each(ids.to_vec()));
        assert_eq!(shown(&[one, two]), shown(&[two, one, two]));
        assert_ne!(shown(&[one, two]), shown(&[one]));
        assert_eq!(shown(&[one, two]).records(), 2);
    }
}
