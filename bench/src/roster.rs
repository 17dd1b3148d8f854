//! A district of any size as a OneRoster 1.2 bundle.

use std::{
    fmt::Write as _,
    io::{Cursor, Write as _},
};

use chrono::{NaiveDate, TimeDelta};
use zip::{ZipWriter, write::SimpleFileOptions};

use crate::{clock, failure::Failure};

/// Classes of each student.
const CLASSES_EACH: usize = 6;
/// Students of a class, about.
const CLASS_SIZE: usize = 25;
/// Students of a school, about: the largest district has no more schools than a page.
const SCHOOL_SIZE: usize = 1_000;
/// The files that are in the bundle, and the heads of their columns.
const FILES: [(&str, &str); 7] = [
    (
        "orgs",
        "sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId",
    ),
    (
        "academicSessions",
        "sourcedId,status,dateLastModified,title,type,startDate,endDate,parentSourcedId,schoolYear",
    ),
    (
        "courses",
        "sourcedId,status,dateLastModified,schoolYearSourcedId,title,courseCode,grades,\
         orgSourcedId,subjects,subjectCodes",
    ),
    (
        "classes",
        "sourcedId,status,dateLastModified,title,grades,courseSourcedId,classCode,classType,\
         location,schoolSourcedId,termSourcedIds,subjects,subjectCodes,periods",
    ),
    (
        "users",
        "sourcedId,status,dateLastModified,enabledUser,username,userIds,givenName,familyName,\
         middleName,identifier,email,sms,phone,agentSourcedIds,grades,password,\
         userMasterIdentifier,preferredGivenName,preferredMiddleName,preferredFamilyName,\
         primaryOrgSourcedId,pronouns",
    ),
    (
        "roles",
        "sourcedId,status,dateLastModified,userSourcedId,roleType,role,beginDate,endDate,\
         orgSourcedId,userProfileSourcedId",
    ),
    (
        "enrollments",
        "sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,role,\
         primary,beginDate,endDate",
    ),
];
/// The files that are not.
const ABSENT: [&str; 14] = [
    "categories",
    "classResources",
    "courseResources",
    "demographics",
    "lineItemLearningObjectiveIds",
    "lineItemScoreScales",
    "lineItems",
    "resources",
    "resultLearningObjectiveIds",
    "resultScoreScales",
    "results",
    "scoreScales",
    "userProfiles",
    "userResources",
];

/// A district.
pub struct Roster {
    schools: usize,
    classes_per_school: usize,
    students: usize,
    begins: NaiveDate,
    ends: NaiveDate,
}

impl Roster {
    /// The district that so many students need.
    pub fn of_students(students: usize) -> Self {
        let today = clock::now().date_naive();
        let schools = students.div_ceil(SCHOOL_SIZE).max(1);
        let students_per_school = students.div_ceil(schools);
        Self {
            schools,
            classes_per_school: (students_per_school * CLASSES_EACH)
                .div_ceil(CLASS_SIZE)
                .max(1),
            students,
            begins: today - TimeDelta::days(20),
            ends: today + TimeDelta::days(200),
        }
    }

    /// A bundle of the schools alone, which have to be known before they can have an agreement.
    pub fn of_schools(&self) -> Result<Vec<u8>, Failure> {
        bundle(|file| match file {
            "orgs" => self.orgs(),
            "academicSessions" => self.sessions(),
            _ => String::new(),
        })
    }

    /// A bundle of everything.
    pub fn whole(&self) -> Result<Vec<u8>, Failure> {
        bundle(|file| match file {
            "orgs" => self.orgs(),
            "academicSessions" => self.sessions(),
            "courses" => "co,,,,Coding,CO,04,d,CS,10001\n".to_owned(),
            "classes" => self.classes(),
            "users" => self.users(),
            "roles" => self.roles(),
            _ => self.enrollments(),
        })
    }

    fn orgs(&self) -> String {
        let mut rows = "d,,,Birch Schools,district,D,\n".to_owned();
        for school in 0..self.schools {
            line(
                &mut rows,
                format_args!("s{school},,,School {school},school,S{school},d"),
            );
        }
        rows
    }

    fn sessions(&self) -> String {
        let (begins, ends) = (self.begins, self.ends);
        format!("y,,,School year,schoolYear,{begins},{ends},,2027\n")
    }

    fn classes(&self) -> String {
        let mut rows = String::new();
        for (class, school) in self.every_class() {
            line(
                &mut rows,
                format_args!("k{class},,,Class {class},04,co,K{class},scheduled,,s{school},y,,,1"),
            );
        }
        rows
    }

    fn users(&self) -> String {
        let mut rows = String::new();
        for (person, ..) in self.every_person() {
            line(
                &mut rows,
                format_args!(
                    "{person},,,true,{person},,Given {person},Family {person},,,\
                     {person}@example.edu,,,,04,,,,,,,"
                ),
            );
        }
        rows
    }

    fn roles(&self) -> String {
        let mut rows = String::new();
        for (person, role, school) in self.every_person() {
            line(
                &mut rows,
                format_args!("r-{person},,,{person},primary,{role},,,s{school},"),
            );
        }
        rows
    }

    fn enrollments(&self) -> String {
        let mut rows = String::new();
        for (class, school) in self.every_class() {
            let teacher = class % self.teachers();
            // Teachers belong to schools as classes do: number n to school n modulo the schools.
            line(
                &mut rows,
                format_args!("et{class},,,k{class},s{school},te{teacher},teacher,true,,"),
            );
        }
        let (begins, ends) = (self.begins, self.ends);
        for student in 0..self.students {
            let school = student % self.schools;
            for turn in 0..CLASSES_EACH.min(self.classes_per_school) {
                let place = (student / self.schools + turn) % self.classes_per_school;
                let class = place * self.schools + school;
                line(
                    &mut rows,
                    format_args!(
                        "e{student}-{turn},,,k{class},s{school},pu{student},student,,{begins},{ends}"
                    ),
                );
            }
        }
        rows
    }

    /// Every class with its school: number n is in school n modulo the schools.
    fn every_class(&self) -> impl Iterator<Item = (usize, usize)> {
        (0..self.schools * self.classes_per_school).map(|class| (class, class % self.schools))
    }

    /// Teachers have five classes each, about.
    fn teachers(&self) -> usize {
        self.schools * self.classes_per_school.div_ceil(5)
    }

    /// Every person with their role and school.
    fn every_person(&self) -> impl Iterator<Item = (String, &'static str, usize)> {
        let school = |number: usize| number % self.schools;
        let teachers = (0..self.teachers()).map(move |n| (format!("te{n}"), "teacher", school(n)));
        let students = (0..self.students).map(move |n| (format!("pu{n}"), "student", school(n)));
        teachers.chain(students)
    }
}

fn line(rows: &mut String, row: std::fmt::Arguments<'_>) {
    // Writing to a string does not fail.
    let _written = writeln!(rows, "{row}");
}

fn bundle(rows: impl Fn(&'static str) -> String) -> Result<Vec<u8>, Failure> {
    let mut manifest =
        "propertyName,value\nmanifest.version,1.0\noneroster.version,1.2\n".to_owned();
    for (file, _) in FILES {
        line(&mut manifest, format_args!("file.{file},bulk"));
    }
    for file in ABSENT {
        line(&mut manifest, format_args!("file.{file},absent"));
    }
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    add(&mut archive, "manifest", &manifest)?;
    for (file, head) in FILES {
        add(&mut archive, file, &format!("{head}\n{}", rows(file)))?;
    }
    let bytes = archive.finish().map_err(|failure| unzippable(&failure))?;
    Ok(bytes.into_inner())
}

fn add(archive: &mut ZipWriter<Cursor<Vec<u8>>>, file: &str, text: &str) -> Result<(), Failure> {
    archive
        .start_file(format!("{file}.csv"), SimpleFileOptions::default())
        .map_err(|failure| unzippable(&failure))?;
    Ok(archive.write_all(text.as_bytes())?)
}

fn unzippable(failure: &zip::result::ZipError) -> Failure {
    Failure::Said(format!("no archive could be made: {failure}"))
}
