// The offline queue: what happened is written down first, and reported when it can be.

import { Refused, complain } from "./hallpass.js";
import type { Schemas, Session } from "./hallpass.js";

/** Events of a batch at most. */
const BATCH = 200;

/** The queue of one person, in the storage of this tab's origin. */
export class Queue {
  readonly #place: string;
  #reporting: Promise<Schemas["EventResult"][]> | undefined;

  constructor(
    readonly session: Session,
    person: string,
  ) {
    this.#place = `events of ${person}`;
    window.addEventListener("online", () => {
      this.report().catch(complain);
    });
  }

  /** Writes an event down and reports the queue; its result, if there is a network. */
  async add(event: Schemas["EventReport"]): Promise<Schemas["EventResult"] | undefined> {
    this.#write([...this.#read(), event]);
    // A report that is under way began without this event.
    await this.#reporting;
    const results = await this.report();
    return results.find((result) => result.id === event.id);
  }

  /** Reports what was written down, the oldest first. */
  report(): Promise<Schemas["EventResult"][]> {
    this.#reporting ??= this.#reportAll().finally(() => {
      this.#reporting = undefined;
    });
    return this.#reporting;
  }

  async #reportAll(): Promise<Schemas["EventResult"][]> {
    const told: Schemas["EventResult"][] = [];
    for (let batch = this.#read().slice(0, BATCH); batch.length > 0; batch = this.#read().slice(0, BATCH)) {
      const results = await this.#send(batch);
      if (results === undefined) break;
      told.push(...results);
      const later = new Set(results.filter((one) => one.reason === "too_much_for_a_day").map((one) => one.id));
      const sent = new Set(batch.map((event) => event.id));
      this.#write(this.#read().filter((event) => !sent.has(event.id) || later.has(event.id)));
      if (later.size > 0) break;
    }
    return told;
  }

  /** The results of a batch; none if it has to be sent again. */
  async #send(events: Schemas["EventReport"][]): Promise<Schemas["EventResult"][] | undefined> {
    // The ids see to it that nothing is recorded twice; the key, that the answer is the same.
    const headers = { "Idempotency-Key": `${events[0]?.id} ${events.length}` };
    try {
      const asked = { method: "POST", body: { events }, headers };
      return (await this.session.read<Schemas["RecordedProgress"]>("/v1/progress/events", asked)).results;
    } catch (failure) {
      const passes = !(failure instanceof Refused) || failure.problem.status === 429 || failure.problem.status >= 500;
      if (passes) return undefined;
      throw failure;
    }
  }

  #read(): Schemas["EventReport"][] {
    return JSON.parse(localStorage.getItem(this.#place) ?? "[]") as Schemas["EventReport"][];
  }

  #write(events: Schemas["EventReport"][]): void {
    localStorage.setItem(this.#place, JSON.stringify(events));
  }
}
