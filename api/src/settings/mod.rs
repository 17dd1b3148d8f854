//! Settings over HTTP: the registry, one's own, those of a student, and changes that wait (RTS-05).

mod ask;
mod change_student;
mod decide;
mod language_query;
mod list_changes;
mod list_own_changes;
mod list_waiting;
mod registry;
mod show_own;
mod show_student;
mod take_back;
mod view;

use ask::change_my_setting;
use change_student::change_student_setting;
use decide::decide_setting_change;
use list_changes::list_student_setting_changes;
use list_own_changes::list_my_setting_changes;
use list_waiting::list_waiting_setting_changes;
use registry::list_settings;
use show_own::show_my_settings;
use show_student::show_student_settings;
use take_back::withdraw_setting_change;

operations! {
    list_settings => Nothing, Nothing, [];
    show_my_settings => Permit(ReadOwnSettings), Nothing, [Profile];
    change_my_setting => Permit(ChangeOwnSettings), Change, [Profile];
    list_my_setting_changes => Permit(ReadOwnSettings), Nothing, [Profile];
    withdraw_setting_change => Permit(ChangeOwnSettings), Change, [Profile];
    show_student_settings => Permit(ReadStudentSettings), Disclosure, [Profile];
    change_student_setting => Permit(ChangeStudentSettings), Change, [Profile];
    list_student_setting_changes => Permit(ReadStudentSettingChanges), Disclosure, [Profile];
    decide_setting_change => Permit(DecideSettingChange), Change, [Profile];
    list_waiting_setting_changes => Permit(ListWaitingSettings), Disclosure, [Profile];
}
