//! Courses over HTTP: the public catalogue, the workshop of authors, the courses of a class.

mod author;
pub mod bounded;
pub mod catalogue;
mod catalogue_cache;
mod class;
pub mod content_form;
pub mod course_form;
pub mod learner_view;
mod public;
mod published;
pub mod view;
mod violations;

use author::{
    create_authored_course, list_authored_courses, publish_course, show_authored_course,
    write_draft,
};
pub use catalogue_cache::{CatalogueCache, Title};
pub use class::CourseAssignmentView;
use class::{
    assign_course, end_course_assignment, list_class_courses, preview_course_version,
    show_class_course, show_class_lesson, show_class_lesson_key, update_course_assignment,
};
pub use public::is_public_catalogue;
use public::{CourseView, list_courses, show_course, show_lesson};
use published::{list_published_courses, show_published_course, show_published_lesson};

operations! {
    list_courses => Nothing, Nothing, [];
    show_course => Nothing, Nothing, [];
    show_lesson => Nothing, Nothing, [];
    create_authored_course => Permit(CreateCourse), Change, [AuthoredCourse];
    list_authored_courses => Permit(ListCourses), Nothing, [AuthoredCourse];
    show_authored_course => Permit(ReadCourse), Nothing, [AuthoredCourse];
    list_published_courses => Permit(ListCourses), Nothing, [AuthoredCourse];
    show_published_course => Permit(ReadPublishedCourse), Nothing, [AuthoredCourse];
    show_published_lesson => Permit(ReadPublishedCourse), Nothing, [AuthoredCourse];
    write_draft => Permit(UpdateCourse), Change, [AuthoredCourse];
    publish_course => Permit(PublishCourse), Change, [AuthoredCourse];
    assign_course => Permit(AssignCourse), Change, [AuthoredCourse];
    list_class_courses => Permit(ListClassCourses), Nothing, [AuthoredCourse];
    show_class_course => Permit(ListClassCourses), Nothing, [AuthoredCourse];
    show_class_lesson => Permit(ListClassCourses), Nothing, [AuthoredCourse];
    show_class_lesson_key => Permit(ReadLessonKey), Nothing, [AuthoredCourse];
    update_course_assignment => Permit(AssignCourse), Change, [AuthoredCourse];
    preview_course_version => Permit(ReadClassProgress), Disclosure, [AuthoredCourse, Progress];
    end_course_assignment => Permit(AssignCourse), Change, [AuthoredCourse];
}
