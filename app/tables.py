"""Every table of the app in one import, for migrations and tests."""

from sqlmodel import SQLModel

import app.canvass.models
import app.debrief.models
import app.districts.branch_models
import app.districts.models
import app.goal.models
import app.mobilise.models
import app.people.models
import app.programme.choice_models
import app.programme.models
import app.programme.theme_models
import app.rounds.models
import app.training.models
import app.turf.models  # noqa: F401 - imported for their tables, like those above

metadata = SQLModel.metadata
