// The main job, through types generated from openapi.yaml: a district brings its roster, a class
// learns, the teacher watches. Runs against `hallpass demo`; `HALLPASS` and the sign-ins come from its
// logins.sh, `BUNDLE` is a OneRoster zip.

import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import createClient from "openapi-fetch";
import type { components, paths } from "./hallpass.js";

type Schemas = components["schemas"];

const origin = told("HALLPASS");

function told(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set`);
  return value;
}

function client(token?: string) {
  const headers = token === undefined ? {} : { Authorization: `Bearer ${token}` };
  return createClient<paths>({ baseUrl: origin, headers });
}

/** What was answered, if it was not a problem. */
function given<T>(what: string, answer: { data?: T; error?: unknown; response: Response }): T {
  if (answer.data === undefined) {
    throw new Error(`${what}: ${answer.response.status} ${JSON.stringify(answer.error)}`);
  }
  return answer.data;
}

function check(holds: boolean, what: string): asserts holds {
  if (!holds) throw new Error(what);
}

/** What a student did in a lesson. */
interface Work {
  student: string;
  lesson: string;
  attempt: string;
}

async function district(): Promise<void> {
  const body: Schemas["SignInRequest"] = JSON.parse(told("ADMIN_SIGN_IN"));
  const signedIn = given("sign in", await client().POST("/v1/auth/sign-in", { body }));
  const admin = client(signedIn.access_token);
  const bundle = readFileSync(told("BUNDLE"));
  const staged = given(
    "stage a roster",
    await admin.POST("/v1/rosters/imports", {
      body: "",
      bodySerializer: () => bundle,
      headers: { "Content-Type": "application/zip" },
    }),
  );
  check(staged.state === "staged", "the bundle is not staged");
  check(staged.counts.enrollments.unchanged > 0, "the roster is not the one that is held");
  const applied = given(
    "apply a roster",
    await admin.POST("/v1/rosters/imports/{import_id}/apply", {
      params: { path: { import_id: staged.id }, header: { "Idempotency-Key": randomUUID() } },
      body: { accept_removals: false },
    }),
  );
  check(applied.state === "applied", "the roster is not applied");
  const events = given("read the audit log", await admin.GET("/v1/audit/events", {
    params: { query: { limit: 5 } },
  }));
  check(events.data.length === 5 && events.has_more, "the audit log is not paged");
}

async function student(): Promise<Work> {
  const body: Schemas["ClassSignInRequest"] = JSON.parse(told("STUDENT_SIGN_IN"));
  const signedIn = given("sign in as a student", await client().POST("/v1/auth/class-sign-in", { body }));
  const learner = client(signedIn.access_token);
  const classes = given("list my classes", await learner.GET("/v1/me/classes"));
  const mine = classes.data[0];
  check(mine !== undefined, "the student has no class");
  const courses = given(
    "list the class's courses",
    await learner.GET("/v1/classes/{class_id}/courses", { params: { path: { class_id: mine.id } } }),
  );
  const course = courses.data[0];
  check(course !== undefined, "the class has no course");
  const shown = given(
    "show the course",
    await learner.GET("/v1/classes/{class_id}/courses/{assignment_id}", {
      params: { path: { class_id: mine.id, assignment_id: course.id } },
    }),
  );
  const lesson = shown.units[0]?.lessons[1];
  check(lesson !== undefined, "the course has no second lesson");
  const read = given(
    "read a lesson",
    await learner.GET("/v1/classes/{class_id}/courses/{assignment_id}/lessons/{lesson_id}", {
      params: { path: { class_id: mine.id, assignment_id: course.id, lesson_id: lesson.id } },
    }),
  );
  let exercise: string | undefined;
  for (const activity of read.activities) {
    switch (activity.content.kind) {
      case "code_exercise":
        check(activity.content.instructions.length > 0, "an exercise without instructions");
        exercise ??= activity.id;
        break;
      case "question":
      case "check_for_understanding":
        check(activity.content.choices.length > 1, "a question without choices");
        break;
      case "text":
      case "prompt":
        break;
    }
  }
  check(exercise !== undefined, "the lesson has no exercise");
  const attempt = randomUUID();
  const events: Schemas["RecordProgressRequest"] = {
    events: [
      { id: randomUUID(), kind: "lesson_opened", lesson_id: lesson.id, occurred_at: new Date().toISOString() },
      {
        id: attempt,
        kind: "attempted",
        activity_id: exercise,
        occurred_at: new Date().toISOString(),
        outcome: "passed",
        code: "print('hello')",
      },
    ],
  };
  for (const expected of ["recorded", "already_recorded"] as const) {
    const recorded = given("record progress", await learner.POST("/v1/progress/events", { body: events }));
    check(recorded.results.every((one) => one.result === expected), `not ${expected}`);
  }
  given("resume", await learner.GET("/v1/me/progress"));
  const me = given("who am I", await learner.GET("/v1/me"));
  return { student: me.id, lesson: lesson.id, attempt };
}

async function teacher(done: Work): Promise<void> {
  const body: Schemas["SignInRequest"] = JSON.parse(told("TEACHER_SIGN_IN"));
  const signedIn = given("sign in", await client().POST("/v1/auth/sign-in", { body }));
  const me = client(signedIn.access_token);
  const class_id = told("CLASS_ID");
  const progress = given(
    "see the class's progress",
    await me.GET("/v1/classes/{class_id}/progress", { params: { path: { class_id } } }),
  );
  const place = progress.lessons.findIndex((one) => one.id === done.lesson);
  const student = progress.students.find((one) => one.id === done.student);
  const tries = student?.lessons.tries[place] ?? 0;
  check(tries > 0, "the attempt is not on the dashboard");
  const timeline = given(
    "see the student's work",
    await me.GET("/v1/classes/{class_id}/students/{student_id}/timeline", {
      params: { path: { class_id, student_id: done.student }, query: { limit: 50 } },
    }),
  );
  const attempt = timeline.data.find((event) => event.id === done.attempt);
  check(attempt?.code === "print('hello')", "the submitted code is not in the timeline");
  const report = await me.GET("/v1/classes/{class_id}/reports/progress.csv", {
    params: { path: { class_id } },
    parseAs: "text",
  });
  check(given("report", report).includes("student"), "the report has no head");
  const found = await me.GET("/v1/classes/{class_id}", { params: { path: { class_id } } });
  const etag = found.response.headers.get("ETag");
  check(etag !== null, "a class without an entity tag");
  const renamed = await me.PATCH("/v1/classes/{class_id}", {
    params: { path: { class_id }, header: { "If-Match": etag } },
    body: { title: "Grade 3 Coding, mornings" },
    headers: { "Content-Type": "application/merge-patch+json" },
  });
  check(given("rename the class", renamed).title.endsWith("mornings"), "the class is not renamed");
  const hidden = await me.GET("/v1/classes/{class_id}", { params: { path: { class_id: randomUUID() } } });
  check(hidden.error?.code === "not_found", "an unknown class is no problem");
}

await district();
await teacher(await student());
console.log("the generated TypeScript client does the main job");
