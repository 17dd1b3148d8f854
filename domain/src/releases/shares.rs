//! Shares of a group, in steps that are wider the smaller it is, and coded at the top and at the bottom: a
//! share near all or nothing says something about nearly everybody (FER-18, step 4; NCES 2011-603).

use super::SMALLEST_GROUP;

crate::text_enum! {
    /// How large a group is. The number itself is not published beside a share.
    pub enum GroupSize {
        /// Ten to twenty.
        To20 = "10_to_20",
        /// 21 to 40.
        To40 = "21_to_40",
        /// 41 to 100.
        To100 = "41_to_100",
        /// 101 to 300.
        To300 = "101_to_300",
        /// More than 300.
        Over300 = "over_300",
    }
}

impl GroupSize {
    /// The size of a group; `None` of one too small to be published.
    pub const fn of(students: u32) -> Option<Self> {
        match students {
            0..SMALLEST_GROUP => None,
            SMALLEST_GROUP..=20 => Some(Self::To20),
            21..=40 => Some(Self::To40),
            41..=100 => Some(Self::To100),
            101..=300 => Some(Self::To300),
            301.. => Some(Self::Over300),
        }
    }

    /// In percent, how far shares that are told apart lie from one another, from none and from all. Two
    /// counts of the smallest such group have one share.
    const fn step(self) -> u8 {
        match self {
            Self::To20 => 20,
            Self::To40 => 10,
            Self::To100 => 5,
            Self::To300 => 2,
            Self::Over300 => 1,
        }
    }
}

/// A share in percent, as far as it is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Share {
    /// So much or less.
    AtMost(u8),
    /// About so much.
    About(u8),
    /// So much or more.
    AtLeast(u8),
}

/// The share that some of a group are; `None` of a group too small to be published, and of more than all.
pub fn share(count: u32, of: u32) -> Option<Share> {
    let step = GroupSize::of(of)?.step();
    if count > of {
        return None;
    }
    let (count, of, wide) = (u64::from(count), u64::from(of), u64::from(step));
    let steps = (count * 200 + of * wide) / (of * wide * 2);
    let percent = u8::try_from(steps * wide).ok()?;
    Some(match percent {
        low if low <= step => Share::AtMost(step),
        high if high >= 100 - step => Share::AtLeast(100 - step),
        percent => Share::About(percent),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fer_18_no_share_tells_how_many_are_of_a_group() {
        for of in 10..=400 {
            for count in 0..=of {
                let told = share(count, of);
                let alike = (0..=of).filter(|other| share(*other, of) == told);
                assert!(alike.count() > 1, "{count} of {of}");
            }
        }
    }

    #[test]
    fn fer_18_a_share_is_coded_at_both_ends_by_the_size_of_its_group() {
        let cases = [
            (9, 9, None),
            (0, 10, Some(Share::AtMost(20))),
            (2, 10, Some(Share::AtMost(20))),
            (4, 10, Some(Share::About(40))),
            (10, 13, Some(Share::AtLeast(80))),
            (8, 13, Some(Share::About(60))),
            (20, 20, Some(Share::AtLeast(80))),
            (2, 21, Some(Share::AtMost(10))),
            (4, 21, Some(Share::About(20))),
            (40, 40, Some(Share::AtLeast(90))),
            (2, 41, Some(Share::AtMost(5))),
            (96, 100, Some(Share::AtLeast(95))),
            (2, 101, Some(Share::AtMost(2))),
            (297, 300, Some(Share::AtLeast(98))),
            (3, 301, Some(Share::AtMost(1))),
            (1_000, 1_000, Some(Share::AtLeast(99))),
            (137, 300, Some(Share::About(46))),
            (500, 1_000, Some(Share::About(50))),
            (11, 10, None),
        ];
        for (count, of, expected) in cases {
            assert_eq!(share(count, of), expected, "{count} of {of}");
        }
    }
}
