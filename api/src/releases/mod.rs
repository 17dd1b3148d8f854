//! De-identified releases (FER-18).

mod list;
mod make;
mod show;
mod view;

use list::list_releases;
use make::make_release;
use show::show_release;

operations! {
    make_release => Permit(MakeRelease), Change, [];
    list_releases => Permit(ReadReleases), Nothing, [];
    show_release => Permit(ReadReleases), Nothing, [];
}
