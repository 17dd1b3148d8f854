// The lesson player: sign in, learn, and report what was done, whether the network is there or not.

import { Session, button, complain, element, make, onSubmit, signingOut } from "./hallpass.js";
import type { Schemas } from "./hallpass.js";
import { Queue } from "./queue.js";
import { inline, text } from "./text.js";

/** Seconds after which time on task is reported. */
const REPORT_TIME = 60;

type Happened = Pick<Schemas["EventReport"], "kind"> & Partial<Schemas["EventReport"]>;

/** A lesson that is open, and since when its time is not reported. */
interface Open {
  course: Schemas["MyCourse"];
  lesson: Schemas["Lesson"];
  since: number;
}

onSubmit(element<HTMLFormElement>("sign-in"), async (typed) => {
  const session = await Session.student({
    class_code: typed("class_code"),
    username: typed("username"),
    passphrase: typed("passphrase"),
    device: "shared",
  });
  const me = await session.read<Schemas["Profile"]>("/v1/me");
  element("sign-in").hidden = true;
  element("learning").hidden = false;
  element("name").textContent = me.display_name;
  element("sign-out").append(signingOut(session));
  await new Player(session, new Queue(session, me.id)).start();
});

class Player {
  #open: Open | undefined;

  constructor(
    readonly session: Session,
    readonly queue: Queue,
  ) {}

  async start(): Promise<void> {
    setInterval(() => {
      if (this.#seconds() >= REPORT_TIME) this.#reportTime().catch(complain);
    }, 1000);
    await this.queue.report();
    await this.#overview();
  }

  /** The courses with their lessons; the one to resume is opened first. */
  async #overview(): Promise<void> {
    const progress = await this.session.read<Schemas["MyProgress"]>("/v1/me/progress");
    const courses = progress.courses.map((course) => {
      const lessons = progress.lessons
        .filter((lesson) => lesson.course_version_id === course.course_version_id)
        .map((lesson) => {
          const label = `${lesson.number}. ${lesson.title}`;
          const done = ` ${lesson.activities_completed} of ${lesson.activities}`;
          return make("li", button(label, () => this.#enter(course, lesson.id)), make("small", done));
        });
      return make("section", make("h2", course.title), make("ol", ...lessons));
    });
    element("lesson").replaceChildren(...courses);
  }

  async #enter(course: Schemas["MyCourse"], lessonId: string): Promise<void> {
    const path = `/v1/classes/${course.class_id}/courses/${course.assignment_id}/lessons/${lessonId}`;
    const lesson = await this.session.read<Schemas["Lesson"]>(path);
    this.#open = { course, lesson, since: Date.now() };
    await this.#report({ kind: "lesson_opened" });
    const leave = button("Back to the lessons", async () => {
      await this.#reportTime();
      this.#open = undefined;
      await this.#overview();
    });
    element("lesson").replaceChildren(
      leave,
      make("h2", lesson.title),
      make("p", lesson.summary),
      ...lesson.activities.map((activity) => this.#activity(activity)),
    );
  }

  #activity(activity: Schemas["Activity"]): HTMLElement {
    const told = make("p");
    told.className = "told";
    const happened = async (event: Happened): Promise<void> => {
      const result = await this.#report({ ...event, activity_id: activity.id });
      told.textContent = words(event, result);
    };
    const shown = make("section", make("h3", `${activity.number}. ${activity.title}`), ...content(activity.content, happened), told);
    shown.className = "card";
    shown.dataset["kind"] = activity.content.kind;
    return shown;
  }

  #seconds(): number {
    return this.#open === undefined ? 0 : Math.round((Date.now() - this.#open.since) / 1000);
  }

  async #reportTime(): Promise<void> {
    const seconds = Math.min(this.#seconds(), 3600);
    if (this.#open === undefined || seconds === 0) return;
    this.#open.since = Date.now();
    await this.#report({ kind: "time_spent", seconds });
  }

  async #report(event: Happened): Promise<Schemas["EventResult"] | undefined> {
    if (this.#open === undefined) return undefined;
    return this.queue.add({
      ...event,
      id: crypto.randomUUID(),
      occurred_at: new Date().toISOString(),
      lesson_id: this.#open.lesson.id,
      course_version_id: this.#open.lesson.course_version_id,
    });
  }
}

/** What became of an event, for a learner. */
function words(event: Happened, result: Schemas["EventResult"] | undefined): string {
  if (result === undefined) return "Kept. It will be sent when the network is back.";
  if (result.result === "refused") return `This was not recorded (${result.reason ?? "no reason given"}).`;
  const outcome = result.outcome ?? event.outcome;
  if (outcome === "failed") return "Not yet. Try again!";
  return ["Done!", result.explanation ?? ""].join(" ");
}

/** What an activity shows, and how it is done. */
function content(shown: Schemas["LearnerContent"], happened: (event: Happened) => Promise<void>): HTMLElement[] {
  switch (shown.kind) {
    case "text":
      return [...text(shown.body), button("I have read it", () => happened({ kind: "completed" }))];
    case "code_exercise": {
      const code = make("textarea");
      code.rows = 8;
      code.spellcheck = false;
      code.value = shown.starter_code;
      const tried = (outcome: "passed" | "failed") => () => happened({ kind: "attempted", outcome, code: code.value });
      return [
        ...text(shown.instructions),
        make("label", "Your program", code),
        make("p", "This example runs no programs: run it where you like, and say how it went."),
        make("div", button("It works", tried("passed")), " ", button("Not yet", tried("failed"))),
      ];
    }
    case "question":
    case "check_for_understanding": {
      const boxes = shown.choices.map((choice) => {
        const box = make("input");
        box.type = "checkbox";
        return { box, label: make("label", box, " ", ...inline(choice)) };
      });
      const answer = async (): Promise<void> => {
        const choices = boxes.flatMap(({ box }, place) => (box.checked ? [place] : []));
        if (choices.length > 0) await happened({ kind: "attempted", choices });
      };
      return [...text(shown.question), ...boxes.map(({ label }) => label), button("Check", answer)];
    }
    case "prompt": {
      const answer = make("textarea");
      answer.rows = 4;
      return [
        ...text(shown.question),
        make("label", "Your answer", answer),
        button("Send", () => happened({ kind: "prompt_answered", answer: answer.value })),
      ];
    }
    default:
      return [make("p", "This activity is not available in this app.")];
  }
}
