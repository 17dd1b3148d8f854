//! Classes over HTTP.

mod archive;
mod create;
mod list_mine;
mod list_of_school;
mod show;
mod update;
mod view;

use archive::archive_class;
use create::create_class;
use list_mine::list_my_classes;
use list_of_school::list_school_classes;
use show::show_class;
use update::update_class;
pub use view::ClassView;

operations! {
    create_class as "create_class" => Permit(CreateClass), Change, [Enrollment];
    list_school_classes as "list_school_classes" => Permit(ListSchoolClasses), Nothing, [Enrollment];
    list_my_classes as "list_my_classes" => Permit(ListOwnClasses), Nothing, [Enrollment];
    show_class as "show_class" => Permit(ReadClass), Nothing, [Enrollment];
    update_class as "update_class" => Permit(UpdateClass), Change, [Enrollment];
    archive_class as "archive_class" => Permit(ArchiveClass), Change, [Enrollment];
}
