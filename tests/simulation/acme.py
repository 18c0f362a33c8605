"""Acme Outfitters for processes of the simulation: the organisation, called and not served."""

from __future__ import annotations

from kayron.core.settings import Settings, parse_settings
from tests.sandbox.acme.organisation import Organisation
from tests.sandbox.aws.sandbox import Aws
from tests.sandbox.github.server import GitHub


class Acme:
    """An organisation as a process meets it."""

    def __init__(self, organisation: Organisation) -> None:
        self.organisation = organisation

    @property
    def aws(self) -> Aws:
        return self.organisation.aws

    @property
    def github(self) -> GitHub:
        return self.organisation.github

    def settings(self) -> Settings:
        """Return the settings of a Kayron that works for Acme."""
        return parse_settings(self.organisation.variables())
