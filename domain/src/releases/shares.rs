//! Shares of a group, coded at the top and at the bottom by its size: a share near all or nothing says
//! something about nearly everybody (FER-18, step 4; NCES 2011-603).

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

    /// The lowest share in percent that is told apart from less; the highest is as far from all.
    const fn margin(self) -> u8 {
        match self {
            Self::To20 => 20,
            Self::To40 => 10,
            Self::To100 => 5,
            Self::To300 => 2,
            Self::Over300 => 1,
        }
    }
}

/// A share in whole percent, as far as it is told.
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
    let margin = GroupSize::of(of)?.margin();
    let (count, of) = (u64::from(count), u64::from(of));
    let percent = u8::try_from((count * 200 + of) / (of * 2)).ok()?;
    Some(match percent {
        101.. => return None,
        low if low <= margin => Share::AtMost(margin),
        high if high >= 100 - margin => Share::AtLeast(100 - margin),
        percent => Share::About(percent),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fer_18_a_share_is_coded_at_both_ends_by_the_size_of_its_group() {
        let cases = [
            (9, 9, None),
            (0, 10, Some(Share::AtMost(20))),
            (2, 10, Some(Share::AtMost(20))),
            (3, 10, Some(Share::About(30))),
            (20, 20, Some(Share::AtLeast(80))),
            (2, 21, Some(Share::AtMost(10))),
            (3, 21, Some(Share::About(14))),
            (40, 40, Some(Share::AtLeast(90))),
            (2, 41, Some(Share::AtMost(5))),
            (96, 100, Some(Share::AtLeast(95))),
            (2, 101, Some(Share::AtMost(2))),
            (297, 300, Some(Share::AtLeast(98))),
            (3, 301, Some(Share::AtMost(1))),
            (1_000, 1_000, Some(Share::AtLeast(99))),
            (500, 1_000, Some(Share::About(50))),
            (11, 10, None),
        ];
        for (count, of, expected) in cases {
            assert_eq!(share(count, of), expected, "{count} of {of}");
        }
    }
}
