"""`python -m slm_analytics`."""

import sys

from slm_analytics.cli import main

sys.exit(main())
