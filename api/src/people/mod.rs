//! People over HTTP, whatever they are in the district.

mod classes;
mod list;
mod people_query;
mod show;
mod view;

use classes::list_student_classes;
use list::list_people;
use show::show_person;

operations! {
    list_people => Permit(ListPeople), Disclosure, [Name];
    show_person => Permit(ReadPerson), Disclosure, [Name];
    list_student_classes => Permit(ListStudentClasses), Disclosure, [Enrollment];
}
