//! Districts of any size as OneRoster bundles, written as the standard wants them, and edited as
//! systems and people write them.

use std::{
    collections::BTreeMap,
    io::{Cursor, Write as _},
};

use zip::{ZipWriter, write::SimpleFileOptions};

/// The files of a bundle, by name.
#[derive(Clone, Debug)]
pub struct Bundle(BTreeMap<String, String>);

impl Bundle {
    /// A district of version 1.2: schools `s0`…, classes `k0`… (class n in school n modulo the
    /// schools, taught by `te`n), students `pu0`… (likewise), each student in so many classes.
    pub fn district(schools: usize, classes: usize, students: usize, classes_each: usize) -> Self {
        let district = District {
            schools,
            classes,
            students,
            classes_each,
        };
        let files = [
            ("manifest.csv", manifest()),
            ("orgs.csv", district.orgs()),
            ("academicSessions.csv", SESSIONS.to_owned()),
            ("courses.csv", COURSES.to_owned()),
            ("classes.csv", district.classes()),
            ("users.csv", district.users()),
            ("roles.csv", district.roles()),
            ("enrollments.csv", district.enrollments()),
        ];
        Self(
            files
                .into_iter()
                .map(|(name, text)| (name.to_owned(), text))
                .collect(),
        )
    }

    /// Two schools, four classes, twelve students in two classes each.
    pub fn small() -> Self {
        Self::district(2, 4, 12, 2)
    }

    /// Replaces a piece of text that must be in the file.
    ///
    /// # Panics
    /// When it is not there.
    #[must_use]
    pub fn replace(mut self, file: &str, from: &str, to: &str) -> Self {
        let text = self.0.entry(file.to_owned()).or_default();
        assert!(text.contains(from), "{from} is not in {file}");
        *text = text.replace(from, to);
        self
    }

    /// Leaves out the rows of a file that have one of these texts in them.
    #[must_use]
    pub fn without(mut self, file: &str, marks: &[&str]) -> Self {
        let text = self.0.entry(file.to_owned()).or_default();
        *text = text
            .lines()
            .filter(|line| !marks.iter().any(|mark| line.contains(mark)))
            .flat_map(|line| [line, "\n"])
            .collect();
        self
    }

    /// Leaves out a person with everything that refers to them.
    #[must_use]
    pub fn without_person(self, person: &str) -> Self {
        let cell = format!(",{person},");
        let row = format!("{person},");
        let mut left = self
            .without("roles.csv", &[&cell])
            .without("enrollments.csv", &[&cell]);
        let users = left.0.entry("users.csv".to_owned()).or_default();
        *users = users
            .lines()
            .filter(|line| !line.starts_with(&row))
            .flat_map(|line| [line, "\n"])
            .collect();
        left
    }

    /// Gives a person another key.
    #[must_use]
    pub fn renumber(self, from: &str, to: &str) -> Self {
        self.replace("users.csv", &format!("\n{from},"), &format!("\n{to},"))
            .replace("roles.csv", &format!(",{from},"), &format!(",{to},"))
            .replace("enrollments.csv", &format!(",{from},"), &format!(",{to},"))
    }

    /// Adds a row to a file.
    #[must_use]
    pub fn with_row(mut self, file: &str, row: &str) -> Self {
        let text = self.0.entry(file.to_owned()).or_default();
        text.push_str(row);
        text.push('\n');
        self
    }

    /// The archive.
    ///
    /// # Panics
    /// Never.
    pub fn zip(&self) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, text) in &self.0 {
            writer
                .start_file(name.as_str(), SimpleFileOptions::default())
                .unwrap_or_else(|failure| panic!("{failure}"));
            writer
                .write_all(text.as_bytes())
                .unwrap_or_else(|failure| panic!("{failure}"));
        }
        writer
            .finish()
            .unwrap_or_else(|failure| panic!("{failure}"))
            .into_inner()
    }
}

struct District {
    schools: usize,
    classes: usize,
    students: usize,
    classes_each: usize,
}

impl District {
    fn orgs(&self) -> String {
        let mut text = "sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId\n\
                        d1,,,Example District,district,D1,\n"
            .to_owned();
        for school in 0..self.schools {
            text += &format!("s{school},,,School {school},school,S{school},d1\n");
        }
        text
    }

    fn classes(&self) -> String {
        let mut text = "sourcedId,status,dateLastModified,title,grades,courseSourcedId,classCode,\
                        classType,location,schoolSourcedId,termSourcedIds,subjects,subjectCodes,\
                        periods\n"
            .to_owned();
        for class in 0..self.classes {
            let school = class % self.schools;
            text +=
                &format!("k{class},,,Class {class},04,c0,K{class},scheduled,,s{school},y1,,,1\n");
        }
        text
    }

    fn persons(&self) -> impl Iterator<Item = (String, &'static str, usize)> {
        let teachers = (0..self.classes).map(|n| (format!("te{n}"), "teacher", n % self.schools));
        let students = (0..self.students).map(|n| (format!("pu{n}"), "student", n % self.schools));
        teachers.chain(students)
    }

    fn users(&self) -> String {
        let mut text = "sourcedId,status,dateLastModified,enabledUser,username,userIds,givenName,\
                        familyName,middleName,identifier,email,sms,phone,agentSourcedIds,grades,\
                        password,userMasterIdentifier,preferredGivenName,preferredMiddleName,\
                        preferredFamilyName,primaryOrgSourcedId,pronouns\n"
            .to_owned();
        for (id, _, _) in self.persons() {
            text += &format!(
                "{id},,,true,{id},,Given{id},Family{id},,,{id}@example.edu,,,,04,,,,,,,\n"
            );
        }
        text
    }

    fn roles(&self) -> String {
        let mut text = "sourcedId,status,dateLastModified,userSourcedId,roleType,role,beginDate,\
                        endDate,orgSourcedId,userProfileSourcedId\n"
            .to_owned();
        for (id, role, school) in self.persons() {
            text += &format!("r-{id},,,{id},primary,{role},,,s{school},\n");
        }
        text
    }

    fn enrollments(&self) -> String {
        let mut text = "sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,\
                        userSourcedId,role,primary,beginDate,endDate\n"
            .to_owned();
        for class in 0..self.classes {
            let school = class % self.schools;
            text += &format!("et{class},,,k{class},s{school},te{class},teacher,true,,\n");
        }
        let classes_per_school = self.classes / self.schools;
        for student in 0..self.students {
            let school = student % self.schools;
            for n in 0..self.classes_each {
                let class =
                    (student / self.schools + n) % classes_per_school * self.schools + school;
                text += &format!(
                    "e{student}-{n},,,k{class},s{school},pu{student},student,,2026-08-01,2027-06-30\n"
                );
            }
        }
        text
    }
}

fn manifest() -> String {
    let mut text = "propertyName,value\nmanifest.version,1.0\noneroster.version,1.2\n".to_owned();
    for file in [
        "academicSessions",
        "classes",
        "courses",
        "enrollments",
        "orgs",
        "roles",
        "users",
    ] {
        text += &format!("file.{file},bulk\n");
    }
    for file in ABSENT {
        text += &format!("file.{file},absent\n");
    }
    text
}

const SESSIONS: &str = "sourcedId,status,dateLastModified,title,type,startDate,endDate,\
                        parentSourcedId,schoolYear\n\
                        t1,,,Fall,term,2026-08-01,2026-12-31,y1,2027\n\
                        y1,,,2026-27,schoolYear,2026-08-01,2027-06-30,,2027\n";
const COURSES: &str = "sourcedId,status,dateLastModified,schoolYearSourcedId,title,courseCode,\
                       grades,orgSourcedId,subjects,subjectCodes\n\
                       c0,,,,Coding,C0,04,d1,CS,10001\n";
const ABSENT: [&str; 14] = [
    "categories",
    "classResources",
    "courseResources",
    "demographics",
    "lineItems",
    "resources",
    "results",
    "lineItemLearningObjectiveIds",
    "lineItemScoreScales",
    "resultLearningObjectiveIds",
    "resultScoreScales",
    "scoreScales",
    "userProfiles",
    "userResources",
];
