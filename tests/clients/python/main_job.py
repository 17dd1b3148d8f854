"""The main job, through a client generated from openapi.yaml: a district brings its roster, a class
learns, the teacher watches. Runs against `hallpass demo`; `HALLPASS` and the sign-ins come from its
logins.sh, `BUNDLE` is a OneRoster zip."""

import json
import os
from datetime import datetime, timezone
from io import BytesIO
from pathlib import Path
from typing import TypeVar
from uuid import UUID, uuid4

from hallpass_client import AuthenticatedClient, Client
from hallpass_client.api.accounts import class_sign_in, show_me, sign_in
from hallpass_client.api.classes import list_my_classes, show_class, update_class
from hallpass_client.api.courses import list_class_courses, show_class_course, show_class_lesson
from hallpass_client.api.progress import (
    export_class_report,
    list_student_timeline,
    record_progress,
    show_class_progress,
    show_my_progress,
)
from hallpass_client.api.rosters import apply_roster_import, stage_roster_import
from hallpass_client.models import (
    ApplyRosterRequest,
    ClassSignInRequest,
    LearnerContentQuestion,
    CodeTask,
    Problem,
    RecordProgressRequest,
    SignInRequest,
    UpdateClassRequest,
)
from hallpass_client.types import File

T = TypeVar("T")
ORIGIN = os.environ["HALLPASS"]
PLAIN = Client(base_url=ORIGIN)


def given(what: str, answer: T | Problem | None) -> T:
    """What was answered, if it was not a problem."""
    if answer is None or isinstance(answer, Problem):
        raise SystemExit(f"{what}: {answer}")
    return answer


def told(name: str) -> dict[str, str]:
    words: dict[str, str] = json.loads(os.environ[name])
    return words


def bearer(token: str) -> AuthenticatedClient:
    return AuthenticatedClient(base_url=ORIGIN, token=token)


def district() -> None:
    body = SignInRequest.from_dict(told("ADMIN_SIGN_IN"))
    admin = bearer(given("sign in", sign_in.sync(client=PLAIN, body=body)).access_token)
    bundle = File(payload=BytesIO(Path(os.environ["BUNDLE"]).read_bytes()))
    staged = given("stage a roster", stage_roster_import.sync(client=admin, body=bundle))
    assert staged.state == "staged" and staged.counts.enrollments.unchanged > 0, staged
    accepted = ApplyRosterRequest(accept_removals=False)
    applied = given(
        "apply a roster",
        apply_roster_import.sync(staged.id, client=admin, body=accepted, idempotency_key=str(uuid4())),
    )
    assert applied.state == "applied", applied


def student() -> tuple[UUID, UUID, UUID]:
    body = ClassSignInRequest.from_dict(told("STUDENT_SIGN_IN"))
    learner = bearer(given("sign in", class_sign_in.sync(client=PLAIN, body=body)).access_token)
    mine = given("list my classes", list_my_classes.sync(client=learner)).data[0]
    course = given("list courses", list_class_courses.sync(mine.id, client=learner)).data[0]
    shown = given("show a course", show_class_course.sync(mine.id, course.id, client=learner))
    lesson = shown.units[0].lessons[2]
    read = given(
        "read a lesson", show_class_lesson.sync(mine.id, course.id, lesson.id, client=learner)
    )
    exercise = next(a for a in read.activities if isinstance(a.content, CodeTask))
    question = next(a for a in read.activities if isinstance(a.content, LearnerContentQuestion))
    assert isinstance(question.content, LearnerContentQuestion) and len(question.content.choices) > 1
    attempt, now = uuid4(), datetime.now(timezone.utc).isoformat()
    report = RecordProgressRequest.from_dict(
        {
            "events": [
                {"id": str(uuid4()), "kind": "lesson_opened", "lesson_id": str(lesson.id), "occurred_at": now},
                {
                    "id": str(attempt),
                    "kind": "attempted",
                    "activity_id": str(exercise.id),
                    "occurred_at": now,
                    "outcome": "failed",
                    "code": "print('hello')",
                },
            ]
        }
    )
    for expected in ("recorded", "already_recorded"):
        recorded = given("record progress", record_progress.sync(client=learner, body=report))
        assert [one.result for one in recorded.results] == [expected, expected], recorded
    given("resume", show_my_progress.sync(client=learner))
    return given("who am I", show_me.sync(client=learner)).id, lesson.id, attempt


def teacher(student: UUID, lesson: UUID, attempt: UUID) -> None:
    body = SignInRequest.from_dict(told("TEACHER_SIGN_IN"))
    me = bearer(given("sign in", sign_in.sync(client=PLAIN, body=body)).access_token)
    class_id = UUID(os.environ["CLASS_ID"])
    progress = given("see the class's progress", show_class_progress.sync(class_id, client=me))
    place = [one.id for one in progress.lessons].index(lesson)
    mine = next(one for one in progress.students if one.id == student)
    assert mine.lessons.tries[place] > 0, mine
    timeline = given(
        "see the student's work",
        list_student_timeline.sync(class_id, student, client=me, limit=50),
    )
    event = next(one for one in timeline.data if one.id == attempt)
    assert event.code == "print('hello')", event
    assert "student" in given("report", export_class_report.sync(class_id, client=me))
    found = show_class.sync_detailed(class_id, client=me)
    renamed = given(
        "rename the class",
        update_class.sync(
            class_id,
            client=me,
            body=UpdateClassRequest(title="Grade 3 Coding, afternoons"),
            if_match=found.headers["ETag"],
        ),
    )
    assert renamed.title.endswith("afternoons"), renamed
    hidden = show_class.sync(uuid4(), client=me)
    assert isinstance(hidden, Problem) and hidden.code == "not_found", hidden


district()
teacher(*student())
print("the generated Python client does the main job")
