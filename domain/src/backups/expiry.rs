//! How long a backup is kept.

use chrono::{DateTime, Utc};

use crate::parameters::choices::BACKUP_KEPT;

/// Whether a backup of this instant has to be deleted.
pub fn is_expired(created_at: DateTime<Utc>, now: DateTime<Utc>) -> bool {
    now >= created_at + BACKUP_KEPT.default
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;
    use crate::retention::{rule::RetentionRule, schedule::row, span::Span};

    #[test]
    fn ret_02_a_backup_expires_after_35_days_and_no_second_before() {
        let created = DateTime::UNIX_EPOCH;
        let after = |seconds| is_expired(created, created + TimeDelta::seconds(seconds));
        assert!(!after(35 * 86_400 - 1));
        assert!(after(35 * 86_400));
    }

    #[test]
    fn ret_02_backups_are_kept_as_long_as_the_schedule_says() {
        let spans: Vec<Span> = row(RetentionRule::R23)
            .stages()
            .iter()
            .map(|stage| stage.after)
            .collect();
        let days = u16::try_from(BACKUP_KEPT.default.num_days()).unwrap();
        assert_eq!(spans, [Span::Days(days)]);
    }
}
