// What both examples need of the API: a session that refreshes itself, problems, and a few words
// about building a page.

import type { components } from "./api.js";

export type Schemas = components["schemas"];

/** A problem (RFC 9457) that the server answered with. */
export class Refused extends Error {
  constructor(readonly problem: Schemas["Problem"]) {
    super(problem.detail ?? problem.title);
  }
}

export interface Asked {
  method?: string;
  body?: unknown;
  headers?: Record<string, string>;
}

/** A person who is signed in. Tokens are kept in memory: a closed tab is a closed session. */
export class Session {
  #tokens: Schemas["Tokens"];
  #refreshing: Promise<void> | undefined;

  private constructor(tokens: Schemas["Tokens"]) {
    this.#tokens = tokens;
  }

  static async staff(body: Schemas["SignInRequest"]): Promise<Session> {
    return new Session(await signIn("/v1/auth/sign-in", body));
  }

  static async student(body: Schemas["ClassSignInRequest"]): Promise<Session> {
    return new Session(await signIn("/v1/auth/class-sign-in", body));
  }

  /** An answer with a body, as JSON. */
  async read<T>(path: string, asked: Asked = {}): Promise<T> {
    return (await this.ask(path, asked)).json() as Promise<T>;
  }

  /** An answer that is no problem; the access token is refreshed once if it is refused. */
  async ask(path: string, asked: Asked = {}): Promise<Response> {
    const sent = this.#tokens.access_token;
    let answer = await send(path, asked, sent);
    if (answer.status === 401) {
      if (sent === this.#tokens.access_token) await this.#refresh();
      answer = await send(path, asked, this.#tokens.access_token);
    }
    return unlessRefused(answer);
  }

  async signOut(): Promise<void> {
    await this.ask("/v1/auth/sign-out", { method: "POST" });
  }

  /** One refresh at a time: a refresh token is valid once. */
  #refresh(): Promise<void> {
    this.#refreshing ??= signIn("/v1/auth/refresh", { refresh_token: this.#tokens.refresh_token })
      .then((tokens) => {
        this.#tokens = tokens;
      })
      .finally(() => {
        this.#refreshing = undefined;
      });
    return this.#refreshing;
  }
}

async function signIn(path: string, body: unknown): Promise<Schemas["Tokens"]> {
  const answer = await unlessRefused(await send(path, { method: "POST", body }));
  return answer.json() as Promise<Schemas["Tokens"]>;
}

function send(path: string, asked: Asked, token?: string): Promise<Response> {
  const headers = new Headers(asked.headers);
  if (token !== undefined) headers.set("Authorization", `Bearer ${token}`);
  const request: RequestInit = { method: asked.method ?? "GET", headers, cache: "no-store" };
  if (asked.body !== undefined) {
    headers.set("Content-Type", "application/json");
    request.body = JSON.stringify(asked.body);
  }
  return fetch(path, request);
}

async function unlessRefused(answer: Response): Promise<Response> {
  if (answer.ok || answer.status === 304) return answer;
  throw new Refused((await answer.json()) as Schemas["Problem"]);
}

/** The element of the page with this id. */
export function element<E extends HTMLElement>(id: string): E {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`the page has no ${id}`);
  return found as E;
}

/** A new element with texts and elements in it. Texts are never read as HTML. */
export function make<K extends keyof HTMLElementTagNameMap>(
  name: K,
  ...content: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  made.append(...content);
  return made;
}

/** A button that does something, and cannot be pressed again while it does. */
export function button(label: string, press: () => Promise<void>): HTMLButtonElement {
  const made = make("button", label);
  made.type = "button";
  made.addEventListener("click", () => {
    made.disabled = true;
    press()
      .catch(complain)
      .finally(() => {
        made.disabled = false;
      });
  });
  return made;
}

/** A button that ends the session and begins the page anew. */
export function signingOut(session: Session): HTMLButtonElement {
  return button("Sign out", async () => {
    await session.signOut();
    location.reload();
  });
}

/** Lets a form do something with what was typed into it. */
export function onSubmit(form: HTMLFormElement, submit: (typed: (name: string) => string) => Promise<void>): void {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const fields = new FormData(form);
    complain(undefined);
    submit((name) => String(fields.get(name) ?? "")).catch(complain);
  });
}

/** Says what went wrong, or that nothing is wrong any more. */
export function complain(failure: unknown): void {
  const told = failure instanceof Error ? failure.message : String(failure);
  element("complaint").textContent = failure === undefined ? "" : told;
}
