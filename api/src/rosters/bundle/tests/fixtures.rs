//! Districts of any size, written as the standard wants them, and the archives they come in.

use std::{
    fmt::Write as _,
    io::{Cursor, Write as _},
};

use domain::rosters::{Bundle, Version};
use domain::text_enum::TextEnum;
use zip::{ZipWriter, write::SimpleFileOptions};

/// Files with their names, as they go into an archive.
#[derive(Clone, Default)]
pub(super) struct Files(pub(super) Vec<(String, Vec<u8>)>);

impl Files {
    /// Changes the text of a file.
    pub(super) fn edit(mut self, name: &str, change: impl FnOnce(String) -> String) -> Self {
        let (_, bytes) = self.0.iter_mut().find(|(known, _)| known == name).unwrap();
        let text = String::from_utf8(std::mem::take(bytes)).unwrap();
        *bytes = change(text).into_bytes();
        self
    }

    /// Replaces a piece of text that must be in the file.
    pub(super) fn replace(self, name: &str, from: &str, to: &str) -> Self {
        self.edit(name, |text| {
            assert!(text.contains(from), "{from} is not in {name}");
            text.replacen(from, to, 1)
        })
    }

    /// Adds an entry of any name.
    pub(super) fn with(mut self, name: &str, bytes: impl Into<Vec<u8>>) -> Self {
        self.0.push((name.to_owned(), bytes.into()));
        self
    }

    /// Gives every entry another name.
    pub(super) fn renamed(mut self, rename: impl Fn(&str) -> String) -> Self {
        for (name, _) in &mut self.0 {
            *name = rename(name);
        }
        self
    }

    /// The archive.
    pub(super) fn zip(&self) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in &self.0 {
            writer
                .start_file(name.as_str(), SimpleFileOptions::default())
                .unwrap();
            writer.write_all(bytes).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    /// Reads the archive.
    pub(super) fn read(&self) -> Bundle {
        super::super::read(&self.zip()).unwrap()
    }

    /// Why the archive is refused.
    pub(super) fn refusal(&self) -> String {
        super::super::read(&self.zip()).err().unwrap().to_string()
    }
}

/// A district.
#[derive(Clone, Copy)]
pub(super) struct District {
    pub(super) version: Version,
    pub(super) schools: usize,
    pub(super) classes: usize,
    pub(super) students: usize,
    /// In how many classes a student is.
    pub(super) classes_each: usize,
}

impl District {
    /// Two schools, four classes, twelve students.
    pub(super) const fn small(version: Version) -> Self {
        Self {
            version,
            schools: 2,
            classes: 4,
            students: 12,
            classes_each: 2,
        }
    }

    pub(super) fn files(self) -> Files {
        let mut files = vec![
            ("manifest.csv", self.manifest()),
            ("orgs.csv", self.orgs()),
            ("academicSessions.csv", SESSIONS.to_owned()),
            ("courses.csv", COURSES.to_owned()),
            ("classes.csv", self.classes()),
            ("users.csv", self.users()),
            ("enrollments.csv", self.enrollments()),
        ];
        if self.version == Version::V1_2 {
            files.push(("roles.csv", self.roles()));
        }
        let named = |(name, text): (&str, String)| (name.to_owned(), text.into_bytes());
        Files(files.into_iter().map(named).collect())
    }

    fn manifest(self) -> String {
        let absent: &[&str] = match self.version {
            Version::V1_1 => &ABSENT[..7],
            Version::V1_2 => &ABSENT,
        };
        let version = self.version.as_str();
        let mut text =
            format!("propertyName,value\nmanifest.version,1.0\noneroster.version,{version}\n");
        for file in [
            "academicSessions",
            "classes",
            "courses",
            "enrollments",
            "orgs",
            "users",
        ] {
            writeln!(text, "file.{file},bulk").unwrap();
        }
        if self.version == Version::V1_2 {
            text.push_str("file.roles,bulk\n");
        }
        for file in absent {
            writeln!(text, "file.{file},absent").unwrap();
        }
        text
    }

    fn orgs(self) -> String {
        let mut text = "sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId\n\
                        d1,,,Example District,district,D1,\n"
            .to_owned();
        for school in 0..self.schools {
            writeln!(
                text,
                "s{school},,,\"School {school}, North\",school,S{school},d1"
            )
            .unwrap();
        }
        text
    }

    fn school_of_class(self, class: usize) -> usize {
        class % self.schools
    }

    fn classes(self) -> String {
        let mut text = "sourcedId,status,dateLastModified,title,grades,courseSourcedId,classCode,\
                        classType,location,schoolSourcedId,termSourcedIds,subjects,subjectCodes,\
                        periods\n"
            .to_owned();
        for class in 0..self.classes {
            let school = self.school_of_class(class);
            writeln!(
                text,
                "k{class},,,Class {class},\"03,04\",c0,K{class},scheduled,,s{school},\"t1,t2\",,,1"
            )
            .unwrap();
        }
        text
    }

    fn persons(self) -> impl Iterator<Item = (String, &'static str, usize)> {
        let teachers =
            (0..self.classes).map(move |n| (format!("te{n}"), "teacher", self.school_of_class(n)));
        let students =
            (0..self.students).map(move |n| (format!("pu{n}"), "student", n % self.schools));
        teachers.chain(students)
    }

    fn users(self) -> String {
        let mut text = match self.version {
            Version::V1_1 => USERS_1_1.to_owned(),
            Version::V1_2 => USERS_1_2.to_owned(),
        };
        for (id, role, school) in self.persons() {
            match self.version {
                Version::V1_1 => writeln!(
                    text,
                    "{id},,,true,s{school},{role},{id},,Given{id},Family{id},,,{id}@example.edu,,,,04,"
                ),
                Version::V1_2 => writeln!(
                    text,
                    "{id},,,true,{id},{{LDAP:{id}}},Given{id},Family{id},,,{id}@example.edu,,,,04,,,,,,,"
                ),
            }
            .unwrap();
        }
        text
    }

    fn roles(self) -> String {
        let mut text = "sourcedId,status,dateLastModified,userSourcedId,roleType,role,beginDate,\
                        endDate,orgSourcedId,userProfileSourcedId\n"
            .to_owned();
        for (id, role, school) in self.persons() {
            writeln!(text, "r-{id},,,{id},primary,{role},,,s{school},").unwrap();
        }
        text
    }

    fn enrollments(self) -> String {
        let mut text = "sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,\
                        userSourcedId,role,primary,beginDate,endDate\n"
            .to_owned();
        for class in 0..self.classes {
            let school = self.school_of_class(class);
            writeln!(
                text,
                "et{class},,,k{class},s{school},te{class},teacher,true,,"
            )
            .unwrap();
        }
        let classes_per_school = self.classes / self.schools;
        for student in 0..self.students {
            let school = student % self.schools;
            for n in 0..self.classes_each {
                let class =
                    (student / self.schools + n) % classes_per_school * self.schools + school;
                writeln!(
                    text,
                    "6f1c2a9e-e{student}-{n},,,k{class},s{school},pu{student},student,,2026-08-01,2027-06-30"
                )
                .unwrap();
            }
        }
        text
    }
}

const SESSIONS: &str = "sourcedId,status,dateLastModified,title,type,startDate,endDate,\
                        parentSourcedId,schoolYear\n\
                        y1,,,2026-27,schoolYear,2026-08-01,2027-06-30,,2027\n\
                        t1,,,Fall,term,2026-08-01,2026-12-31,y1,2027\n\
                        t2,,,Spring,term,2027-01-01,2027-06-30,y1,2027\n";
const COURSES: &str = "sourcedId,status,dateLastModified,schoolYearSourcedId,title,courseCode,\
                       grades,orgSourcedId,subjects,subjectCodes\n\
                       c0,,,,Coding,C0,\"03,04\",d1,CS,10001\n";
const USERS_1_1: &str = "sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,username,\
                         userIds,givenName,familyName,middleName,identifier,email,sms,phone,\
                         agentSourcedIds,grades,password\n";
const USERS_1_2: &str = "sourcedId,status,dateLastModified,enabledUser,username,userIds,givenName,\
                         familyName,middleName,identifier,email,sms,phone,agentSourcedIds,grades,\
                         password,userMasterIdentifier,preferredGivenName,preferredMiddleName,\
                         preferredFamilyName,primaryOrgSourcedId,pronouns\n";

/// The files that are absent; those of 1.1 first, then those that 1.2 adds.
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
