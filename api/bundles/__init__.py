"""The evidence bundle: an answer or a record with every record and source that it rests on, in one file that can be checked
offline."""

from api.bundles.container import pack, unpack
from api.bundles.contents import bundle
from api.bundles.verifying import Verified, verify

__all__ = ["Verified", "bundle", "pack", "unpack", "verify"]
