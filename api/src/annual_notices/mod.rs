//! Annual notices of schools over HTTP (34 CFR 99.7).

mod list;
mod model;
mod model_query;
mod model_text;
mod record;
mod view;
mod withdraw;

use list::list_annual_notices;
use model::show_model_notice;
use record::record_annual_notice;
pub use view::AnnualNoticeView;
use withdraw::withdraw_annual_notice;

operations! {
    record_annual_notice => Permit(ManageAnnualNotices), Change, [];
    list_annual_notices => Permit(ManageAnnualNotices), Nothing, [];
    withdraw_annual_notice => Permit(ManageAnnualNotices), Change, [];
    show_model_notice => Permit(ManageAnnualNotices), Nothing, [];
}
