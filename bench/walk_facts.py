"""What a measurement gives: figures by name, some of them by part."""

from typing import TypeAlias

Figure: TypeAlias = "float | dict[str, Figure]"
Facts: TypeAlias = dict[str, Figure]
