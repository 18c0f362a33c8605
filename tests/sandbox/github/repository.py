"""A repository: commits, branches and tags, releases and deployments; and how tests build one."""

from __future__ import annotations

from datetime import datetime

from attrs import Factory, define, evolve, field

from tests.sandbox.github.history import History
from tests.sandbox.github.objects import Files, Tag
from tests.sandbox.github.pull import Pull
from tests.sandbox.github.release import Deployment, Release
from tests.sandbox.github.world import Role, World


@define(eq=False, kw_only=True)
class Repository:
    """A repository. What is deleted answers as if it had never been."""

    world: World
    id: int
    owner: str
    name: str
    created: datetime
    private: bool = True
    archived: bool = False
    deleted: bool = False
    blocked: bool = False
    default_branch: str = "main"
    parent: Repository | None = None
    git: History = field(factory=History)
    pulls: dict[int, Pull] = field(factory=dict)
    releases: list[Release] = field(factory=list)
    deployments: list[Deployment] = field(factory=list)
    collaborators: dict[str, Role] = field(factory=dict)
    tree_limit: int = 100_000
    pushed: datetime = Factory(lambda self: self.created, takes_self=True)

    @property
    def full_name(self) -> str:
        return f"{self.owner}/{self.name}"

    def commit(  # noqa: PLR0913 (a commit has as many parts)
        self,
        branch: str,
        files: Files,
        *,
        message: str = "Change",
        author: str = "ada",
        time: datetime | None = None,
        remove: tuple[str, ...] = (),
        onto: str | None = None,
    ) -> str:
        """Commit changed files to a branch, and return the sha.

        The commit follows the branch's head, or `onto`: any ref, which a force-push needs. A new
        branch starts from the default one, the first from nothing.
        """
        with self.world.change():
            start = branch if branch in self.git.branches else self.default_branch
            before = self.git.resolve(onto or start)
            leaves = {} if before is None else self.git.leaves(before)
            leaves.update(self.git.objects.add_files(files))
            kept = {path: each for path, each in leaves.items() if path not in remove}
            parents = () if before is None else (before,)
            sha = self.git.record(kept, parents, message, self.world.signature(author, time))
            self.point(branch, sha)
        return sha

    def branch(self, name: str, at: str | None = None) -> str:
        """Make a branch point to a ref, by default the default branch, and return the commit."""
        sha = self.git.known(at or self.default_branch)
        self.point(name, sha)
        return sha

    def point(self, branch: str, sha: str) -> None:
        """Push a branch; open pull requests of it follow."""
        with self.world.change():
            self.git.branches[branch] = sha
            self.pushed = max(self.pushed, self.git.objects.commit(sha).committer.time)
            for pull in self.world.open_pulls(self, branch):
                pull.follow(sha)

    def delete_branch(self, name: str) -> None:
        """Delete a branch; GitHub closes the open pull requests of it."""
        with self.world.change():
            for pull in self.world.open_pulls(self, name):
                pull.close()
            del self.git.branches[name]

    def tag(
        self,
        name: str,
        at: str | None = None,
        *,
        message: str | None = None,
        author: str = "ada",
        time: datetime | None = None,
    ) -> str:
        """Tag a commit, annotated where there is a message, and return what the tag points to."""
        with self.world.change():
            sha = self.git.known(at or self.default_branch)
            if message is not None:
                tagger = self.world.signature(author, time)
                sha = self.git.objects.add(
                    Tag(target=sha, target_kind="commit", name=name, tagger=tagger, message=message)
                )
            self.git.tags[name] = sha
        return sha

    def release(  # noqa: PLR0913 (a release has as many parts)
        self,
        tag: str,
        *,
        at: str | None = None,
        draft: bool = False,
        prerelease: bool = False,
        latest: bool = False,
        author: str = "ada",
        time: datetime | None = None,
    ) -> Release:
        """Publish or draft a release; its tag is made where it is missing, but not for a draft.

        One at most is called the latest.
        """
        with self.world.change():
            if not draft and tag not in self.git.tags:
                self.tag(tag, at)
            sha = self.git.known(tag if tag in self.git.tags else at or self.default_branch)
            release = Release(
                id=self.world.number(),
                tag=tag,
                draft=draft,
                prerelease=prerelease,
                latest=latest,
                author=author,
                created=self.git.objects.commit(sha).committer.time,
                published=None if draft else self.world.moment(time),
            )
            if latest:
                self.releases[:] = [evolve(one, latest=False) for one in self.releases]
            self.releases.append(release)
        return release

    def deploy(
        self,
        ref: str,
        environment: str = "production",
        *,
        creator: str = "ada",
        time: datetime | None = None,
    ) -> Deployment:
        """Deploy a ref, of which nothing is said as yet."""
        with self.world.change():
            deployment = Deployment(
                id=self.world.number(),
                sha=self.git.known(ref),
                ref=ref,
                task="deploy",
                environment=environment,
                creator=creator,
                created=self.world.moment(time),
            )
            self.deployments.append(deployment)
        return deployment

    def open_pull(  # noqa: PLR0913 (a pull request has as many parts)
        self,
        head: str,
        *,
        base: str | None = None,
        source: Repository | None = None,
        author: str = "ada",
        title: str | None = None,
        labels: tuple[str, ...] = (),
        draft: bool = False,
        time: datetime | None = None,
        number: int | None = None,
    ) -> Pull:
        """Open a pull request of a branch; `source` is the fork that has it.

        Issues have numbers too, so that a pull request may leave some out.
        """
        with self.world.change():
            repository = source or self
            pull = Pull(
                base_repository=self,
                head_repository=repository,
                number=number or max(self.pulls, default=0) + 1,
                id=self.world.number(),
                head=head,
                head_sha=repository.git.branches[head],
                base=base or self.default_branch,
                author=author,
                title=title or head,
                labels=labels,
                draft=draft,
                created=self.world.moment(time),
            )
            self.pulls[pull.number] = pull
        return pull

    def fork(self, owner: str, name: str | None = None) -> Repository:
        """Fork the repository; a fork shares its objects."""
        with self.world.change():
            self.world.account(owner)
            full_name = f"{owner}/{name or self.name}"
            fork = Repository(
                world=self.world,
                id=self.world.repository_id(full_name),
                owner=owner,
                name=name or self.name,
                created=self.world.moment(),
                private=self.private,
                default_branch=self.default_branch,
                parent=self,
                git=self.git.fork(),
            )
        return self.world.add(fork)

    def rename(self, name: str, owner: str | None = None) -> None:
        """Rename or transfer the repository; its old name leads to the new one."""
        with self.world.change():
            self.owner, self.name = owner or self.owner, name
            self.world.add(self)

    def set(
        self,
        *,
        private: bool | None = None,
        archived: bool | None = None,
        blocked: bool | None = None,
        tree_limit: int | None = None,
    ) -> None:
        """Change settings; a blocked repository answers 451, a recursive tree ends at the limit."""
        with self.world.change():
            self.private = self.private if private is None else private
            self.archived = self.archived if archived is None else archived
            self.blocked = self.blocked if blocked is None else blocked
            self.tree_limit = tree_limit or self.tree_limit

    def collaborator(self, login: str, role: Role = "write") -> None:
        """Let a person in."""
        with self.world.change():
            self.collaborators[login.lower()] = role

    def delete(self) -> None:
        """Delete the repository; pull requests from it stay, without a head repository."""
        with self.world.change():
            self.deleted = True
