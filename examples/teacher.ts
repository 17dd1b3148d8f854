// The teacher's page: sign in, choose a class, watch its progress.

import { Refused, Session, complain, element, make, onSubmit, signingOut } from "./hallpass.js";
import type { Schemas } from "./hallpass.js";

/** Milliseconds between two looks. What has not changed is answered without a body. */
const LOOK_AGAIN = 2000;

const HELP: Record<string, string> = {
  many_tries: "has tried many times",
  long_time: "has spent a long time",
};

let looking: number | undefined;

onSubmit(element<HTMLFormElement>("sign-in"), async (typed) => {
  const session = await Session.staff({
    organization: typed("organization"),
    email: typed("email"),
    password: typed("password"),
  });
  const classes = await session.read<Schemas["OwnClassPage"]>("/v1/me/classes?limit=200");
  element("sign-in").hidden = true;
  element("classroom").hidden = false;
  element("sign-out").append(signingOut(session));
  choose(session, classes.data);
});

function choose(session: Session, classes: Schemas["OwnClass"][]): void {
  const choice = element<HTMLSelectElement>("class");
  choice.replaceChildren(...classes.map((one) => new Option(one.title, one.id)));
  const watchChosen = (): void => {
    const chosen = classes.find((one) => one.id === choice.value);
    if (chosen === undefined) return;
    element("code").textContent = chosen.sign_in_code ?? "none";
    watch(session, chosen.id);
  };
  choice.addEventListener("change", watchChosen);
  watchChosen();
}

/** Looks at the dashboard of a class again and again, until another one is watched. */
function watch(session: Session, classId: string): void {
  clearTimeout(looking);
  let tag: string | null = null;
  const look = async (): Promise<void> => {
    try {
      const headers: Record<string, string> = tag === null ? {} : { "If-None-Match": tag };
      const answer = await session.ask(`/v1/classes/${classId}/progress`, { headers });
      if (answer.status !== 304) {
        tag = answer.headers.get("ETag");
        show((await answer.json()) as Schemas["ClassProgress"]);
      }
      element("looked").textContent = new Date().toLocaleTimeString();
      complain(undefined);
    } catch (failure) {
      complain(failure);
      // A session that has ended stays ended; anything else may pass.
      if (failure instanceof Refused && failure.problem.status === 401) return;
    }
    looking = window.setTimeout(look, LOOK_AGAIN);
  };
  void look();
}

function show(progress: Schemas["ClassProgress"]): void {
  const heads = progress.lessons.map((lesson) => {
    const head = make("th", String(lesson.number));
    head.title = `${lesson.course_title}: ${lesson.title}`;
    return head;
  });
  const top = ["Student", "Done", "Tries", "Right", "Minutes"].map((name) => make("th", name));
  element("lessons").replaceChildren(make("tr", ...top, ...heads));
  element("students").replaceChildren(...progress.students.map((student) => row(progress, student)));
}

function row(progress: Schemas["ClassProgress"], student: Schemas["ClassStudent"]): HTMLElement {
  const counts = [
    student.lessons_completed,
    student.tries,
    student.successes,
    Math.round(student.seconds / 60),
  ];
  const cells = progress.lessons.map((lesson, place) => cell(student.lessons, lesson, place));
  return make("tr", make("th", student.display_name), ...counts.map((count) => make("td", String(count))), ...cells);
}

/** A student in a lesson: how far, and whether they may need help. */
function cell(
  lessons: Schemas["StudentLessons"],
  lesson: Schemas["ClassLesson"],
  place: number,
): HTMLElement {
  const help = lessons.help[place] ?? [];
  const done = `${lessons.activities_completed[place] ?? 0}/${lesson.activities}`;
  const status = lessons.status[place];
  const mark = status === "completed" ? "✓" : status === "started" ? done : "";
  const made = make("td", help.length > 0 ? `${mark} ✋` : mark);
  made.title = [lesson.title, status ?? "", ...help.map((reason) => HELP[reason] ?? reason)].join(", ");
  return made;
}
