//! What can relate an actor to the subject of their request.

crate::text_enum! {
    /// How an actor stands to a subject, at the instant of the request (FER-03).
    ///
    /// A person can stand in several ways to one subject; each is judged on its own and the first
    /// that allows the action counts.
    pub enum Relationship {
        /// Nothing relates them, as far as the facts of this instant go.
        Stranger = "stranger",
        /// The subject is the actor, an adult.
        Themself = "themself",
        /// The subject is the actor, who is a student.
        StudentThemself = "student_themself",
        /// A student of the class, or of the organization.
        Student = "student",
        /// Teacher of record of the class, or of a class that the student is in.
        TeacherOfRecord = "teacher_of_record",
        /// Co-teacher of the class, or of a class that the student is in.
        CoTeacher = "co_teacher",
        /// Teaching assistant of the class, of a class that the student is in, or at the school.
        TeachingAssistant = "teaching_assistant",
        /// Teacher at the school, without a part in the class.
        Teacher = "teacher",
        /// Administrator of the school.
        SchoolAdmin = "school_admin",
        /// Administrator of the district.
        DistrictAdmin = "district_admin",
        /// Parent in the household: of its children.
        Parent = "parent",
        /// Parent or guardian of a student at school, whom the school has verified (FER-02).
        Guardian = "guardian",
        /// The subject is the actor, a student who is an adult and holds the rights over their record
        /// (34 CFR 99.3 "eligible student").
        EligibleStudent = "eligible_student",
        /// Operator of the platform, who has no access to learners' data (FER-06).
        PlatformOperator = "platform_operator",
        /// Author of the course.
        Author = "author",
    }
}

impl Relationship {
    /// Whether it is an office over a school or a district.
    pub const fn is_administrator(self) -> bool {
        matches!(self, Self::SchoolAdmin | Self::DistrictAdmin)
    }

    /// Whether it is that of a parent at home or of a guardian.
    pub const fn is_parent(self) -> bool {
        matches!(self, Self::Parent | Self::Guardian)
    }
}
