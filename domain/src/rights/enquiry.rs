//! Questions about privacy that a visitor asks without an account (promise 58). No text is taken: an
//! operator answers by mail, and what is said there stays there.

crate::text_enum! {
    /// What a visitor wants to know.
    pub enum EnquiryTopic {
        /// What is held of a person.
        Access = "access",
        /// To have something corrected.
        Correct = "correct",
        /// To have something erased.
        Erase = "erase",
        /// To take a consent back.
        WithdrawConsent = "withdraw_consent",
        /// That something went wrong.
        Complaint = "complaint",
        /// Anything else.
        Other = "other",
    }
}

crate::text_enum! {
    /// About whom a visitor asks.
    pub enum EnquirySubject {
        /// About themself.
        Oneself = "oneself",
        /// About their child.
        Child = "child",
        /// About a student of their school.
        Student = "student",
        /// About nobody.
        Nobody = "nobody",
    }
}

/// The characters of tickets: no vowels, so that no words come about, and none that are taken for one
/// another.
const ALPHABET: [char; 20] = [
    'B', 'C', 'D', 'F', 'G', 'H', 'J', 'K', 'L', 'M', 'N', 'P', 'Q', 'R', 'S', 'T', 'V', 'W', 'X',
    'Z',
];

/// The number of an enquiry, made of random bytes: `PE-BCDF-GHJK-LMNP`.
pub fn ticket(random: [u8; 12]) -> String {
    let mut ticket = String::from("PE");
    for (position, byte) in random.into_iter().enumerate() {
        if position % 4 == 0 {
            ticket.push('-');
        }
        let index = usize::from(byte) % ALPHABET.len();
        ticket.extend(ALPHABET.get(index));
    }
    ticket
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ticket_is_three_groups_of_letters() {
        assert_eq!(ticket([0; 12]), "PE-BBBB-BBBB-BBBB");
        assert_eq!(
            ticket([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 19, 255]),
            "PE-CDFG-HJKL-MNZT"
        );
    }
}
