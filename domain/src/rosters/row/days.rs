//! The days of a row.

use chrono::NaiveDate;

use super::{Fault, RosterRow};
use crate::rosters::{
    codes::Code,
    files::Field,
    interval::{Interval, NotAnInterval},
    report::Severity,
    values,
};

impl RosterRow<'_, '_> {
    /// A date, if there is one.
    pub(in crate::rosters) fn date(&mut self, field: Field) -> Result<Option<NaiveDate>, Fault> {
        let Some(text) = self.optional(field)? else {
            return Ok(None);
        };
        let date = values::date(&text).ok_or(Fault::new(field, Code::InvalidDate))?;
        Ok(Some(self.put_right(field, date)))
    }

    /// The days from `beginDate` to `endDate`, or nothing if there are none.
    pub(in crate::rosters) fn interval(&mut self) -> Result<Option<Interval>, Fault> {
        let begin = self.date(Field::BeginDate)?;
        let end = self.end()?;
        match Interval::new(begin, end) {
            Ok(interval) => return Ok(Some(interval)),
            Err(NotAnInterval::Empty) => {
                self.note(Field::EndDate, Code::NeverInEffect, Severity::Info);
            }
            // How systems write a person who was expected and never came.
            Err(NotAnInterval::Reversed) => self.warn(Field::EndDate, Code::EndBeforeBegin),
        }
        Ok(None)
    }

    /// The end of an interval. One that no one here will see, such as 9999-12-31, is how systems
    /// write that there is none.
    fn end(&mut self) -> Result<Option<NaiveDate>, Fault> {
        let field = Field::EndDate;
        if let Some(text) = self.optional(field)?
            && values::is_far_end(&text)
        {
            self.warn(field, Code::FarEnd);
            return Ok(None);
        }
        self.date(field)
    }
}
