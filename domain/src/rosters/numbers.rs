//! Numbers of things within one bundle: a row refers to another by its place, which is four bytes
//! where a key would be dozens.

macro_rules! numbers {
    ( $( $(#[$meta:meta])* $name:ident ),+ $(,)? ) => {
        $(
            $(#[$meta])*
            #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
            pub struct $name(pub(super) u32);

            impl $name {
                /// The place in the bundle's list, counted from 0.
                pub fn index(self) -> usize {
                    usize::try_from(self.0).unwrap_or(usize::MAX)
                }

                /// The number of the thing at a place; the list is never longer than `u32::MAX`.
                pub(super) fn at(index: usize) -> Self {
                    Self(u32::try_from(index).unwrap_or(u32::MAX))
                }
            }
        )+
    };
}

numbers! {
    /// The place of an organization in a bundle.
    OrgNumber,
    /// The place of an academic session in a bundle.
    SessionNumber,
    /// The place of a course in a bundle.
    CourseNumber,
    /// The place of a class in a bundle.
    ClassNumber,
    /// The place of a person in a bundle.
    PersonNumber,
}
