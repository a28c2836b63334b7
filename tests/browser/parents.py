"""Pages of other sites that frame an embed, each with the rules of one kind of site. ``{address}`` is the embed."""

__all__ = ["PARENTS"]

_OWN = """<iframe id="it" src="{address}" sandbox="allow-scripts" width="100%" height="300" style="border:0"></iframe>
<script>{loader}</script>"""

_DATAWRAPPER = """<iframe id="datawrapper-chart-datareach" data-id="datareach" src="{address}" width="100%" height="300"
style="border:0"></iframe><script>
addEventListener("message", function (event) {
  if (typeof event.data["datawrapper-height"] === "undefined") return;
  var frames = document.querySelectorAll("iframe");
  for (var id in event.data["datawrapper-height"])
    for (var i = 0; i < frames.length; i++)
      if (frames[i].contentWindow === event.source) frames[i].style.height = event.data["datawrapper-height"][id] + "px";
});</script>"""

_WORDPRESS = """<blockquote class="wp-embedded-content" data-secret="s3cret">...</blockquote>
<iframe id="it" class="wp-embedded-content" sandbox="allow-scripts" security="restricted"
style="position:absolute;visibility:hidden;border:0" src="{address}#?secret=s3cret" data-secret="s3cret" width="600"
height="300"></iframe><script>
addEventListener("message", function (event) {
  var data = event.data;
  if (!data || !(data.secret || data.message || data.value) || /[^a-zA-Z0-9]/.test(data.secret)) return;
  var frame = document.querySelector('iframe[data-secret="' + data.secret + '"]');
  if (!frame || event.source !== frame.contentWindow || data.message !== "height") return;
  document.querySelector("blockquote").style.display = "none";
  frame.removeAttribute("style");
  frame.style.border = "0";
  frame.height = Math.min(1000, Math.max(200, parseInt(data.value, 10)));
});</script>"""

_PYM = """<div id="graphic"></div><script>
var frame = document.createElement("iframe");
frame.src = "{address}" + ("{address}".indexOf("?") < 0 ? "?" : "&") + "initialWidth=700&childId=graphic&parentTitle=A%20page"
  + "&parentUrl=" + encodeURIComponent(location.href);
frame.width = "100%"; frame.scrolling = "no"; frame.frameBorder = "0";
document.getElementById("graphic").appendChild(frame);
var form = new RegExp("^" + ["pym", "graphic", "(\\\\S+)", "(.*)"].join("xPYMx") + "$");
addEventListener("message", function (event) {
  if (typeof event.data !== "string") return;
  var match = event.data.match(form);
  if (match && match[1] === "height") frame.height = parseInt(match[2], 10);
});</script>"""

_AMP = """<iframe id="it" src="{address}" sandbox="allow-scripts" width="700" height="300" style="border:0"></iframe><script>
addEventListener("message", function (event) {
  if (!event.data || event.data.sentinel !== "amp" || event.data.type !== "embed-size") return;
  document.getElementById("it").height = event.data.height;
});</script>"""

PARENTS = {
    "own loader": _OWN,
    "Datawrapper's listener": _DATAWRAPPER,
    "WordPress": _WORDPRESS,
    "pym.js": _PYM,
    "AMP": _AMP,
}
