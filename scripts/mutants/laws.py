"""Where the laws are that catch mutants."""

from __future__ import annotations

HISTORIES = "tests/core/test_planner_histories.py"
FAILURES = "tests/core/test_planner_failures.py"
UNREAD = "tests/core/test_planner_unread.py"
CLOSING = "tests/core/test_planner_closing.py"
REPEATABLE = "tests/core/test_planner_repeatable.py"

PRIORITY = "tests/core/test_priority.py"
WANTED = "tests/core/test_wanted.py"
GATE = "tests/core/test_gate.py"
HASHING = "tests/core/test_hashing.py"
REACH = "tests/core/test_reach.py"
FREEZE = "tests/core/test_freeze.py"
IMAGE = "tests/core/test_image.py"
ARTIFACT_LAWS = "tests/core/policy/test_artifact_laws.py"
STACK_LAWS = "tests/core/policy/test_stack_laws.py"
PREVIEW_LAWS = "tests/core/policy/test_preview_laws.py"
ALLOTMENT = "tests/core/test_allotment.py"
PRIORITIES = "tests/core/stack/test_priority_policy.py"
PLACEMENT_LAWS = "tests/core/test_placement_laws.py"
PREVIEW_POLICY = "tests/core/policy/test_preview.py"

PARAMETERS = "tests/core/test_parameter.py"
OPERATION = "tests/core/test_operation.py"
ARRIVAL = "tests/core/test_arrival.py"
CAPACITY = "tests/core/stack/test_capacity_policy.py"
EVIDENCE = "tests/core/apply/test_evidence.py"
SETTLED = "tests/core/apply/test_settled.py"

STATEFUL = "tests/core/stack/test_stateful_policy.py"
TEMPLATE_URLS = "tests/core/stack/test_template_url_policy.py"
CUSTOM_NAMES = "tests/core/stack/test_custom_name_policy.py"
CAPABILITIES = "tests/core/stack/test_capability.py"
RUNNING = "tests/core/test_running.py"
DUE = "tests/core/apply/test_due.py"
TELLING = "tests/core/test_telling.py"
ORPHANS = "tests/core/test_orphan.py"

EXPAND = "tests/core/template/test_expand_properties.py"
ENDINGS = "tests/core/template/test_ending_properties.py"
IMAGE_TEXT = "tests/core/template/test_image_text.py"
UNFOLD = "tests/core/stack/test_unfold.py"
REWRITE = "tests/core/stack/test_rewrite.py"

CAUSE = "tests/core/apply/test_cause.py"
OUTCOMES = "tests/core/apply/test_outcomes.py"
STALE = "tests/core/apply/test_stale.py"
SUSPECT = "tests/core/apply/test_suspect.py"

PAGES = "tests/adapters/aws/test_call.py"
SECRETS = "tests/core/gather/test_secret_laws.py"
WHOLE = "tests/core/gather/test_whole.py"
AWS_LAWS = "tests/adapters/aws/test_laws.py"
GITHUB_LAWS = "tests/adapters/github/test_laws.py"
LEASE_LAWS = "tests/adapters/test_lease_laws.py"
COMMENTING_LAWS = "tests/adapters/execute/test_commenting.py"
CARRYING_LAWS = "tests/adapters/execute/test_carrying.py"
FOLLOWING_LAWS = "tests/adapters/execute/test_following.py"
SETTLING = (
    "tests/adapters/execute/test_settling.py"
    "::test_an_update_that_was_begun_just_now_may_still_be_told_of"
)
BEHIND = (
    "tests/adapters/execute/test_settling.py"
    "::test_events_from_before_the_newest_one_that_is_known_settle_nothing"
)

ACME = "tests/sandbox/acme"

CRASHES = (
    f"{ACME}/test_crashes.py::test_cut_off_at_a_call",
    f"{ACME}/test_crashes.py::test_an_answer_that_is_lost_changes_nothing",
)
"""Laws without Hypothesis: whatever call a writer dies at, the next one completes its work."""

WRITERS = (
    "tests/adapters/test_lease.py::test_no_two_have_the_lease_at_once",
    "tests/adapters/test_lease.py::test_of_several_contenders_one_gets_a_free_lease",
    f"{ACME}/test_apply_writers.py::test_of_several_appliers_one_writes_and_the_others_name_it",
)
"""Laws without Hypothesis: however many writers there are, one writes."""

STATUSES = (
    "tests/core/policy/test_stack_laws.py::test_every_status_of_a_stack_allows_holds_or_denies",
)
"""Laws without Hypothesis: each status that CloudFormation has."""

WAYS = (
    "tests/adapters/execute/test_ways.py::test_whatever_an_update_meets_is_told_and_kept_and_leaves_nothing",
    "tests/adapters/execute/test_ways.py::test_an_update_is_on_record_as_it_ended_however_another_one_has_ended_since",
)
"""Laws without Hypothesis: each obstacle of CloudFormation, and each way that an update may go."""

ANSWERS = (
    f"{GITHUB_LAWS}::test_absence_is_proved_by_a_404_alone_and_that_there_is_no_such_tag",
    "tests/adapters/github/test_faults.py::test_without_a_proof_nothing_is_absent",
)
"""Laws without Hypothesis: each status that GitHub may refuse with, for all that is asked."""

FINAL = (f"{GITHUB_LAWS}::test_a_comment_is_given_up_if_and_only_if_nothing_would_change_it",)
"""Laws without Hypothesis: each status, for each write of a comment."""

IMAGE_FAILURES = (f"{AWS_LAWS}::test_of_all_failures_one_alone_says_that_an_image_is_not_there",)
"""Laws without Hypothesis: each failure that ECR has."""

BUSY = (f"{AWS_LAWS}::test_a_stack_is_busy_if_and_only_if_its_status_passes_by_itself",)
"""Laws without Hypothesis: each status that CloudFormation has."""

LOST_ANSWERS = (
    "tests/adapters/aws/test_updates.py::test_what_is_never_heard_of_is_begun_if_and_only_if_it_has_begun",
)
"""Laws without Hypothesis: each fault, for each call that begins an update."""
