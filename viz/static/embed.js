(function () {
  // Tells the page around how high this one is, in the five ways that pages listen for. No module: a sandbox has no origin.
  if (window.parent === window) return;
  var last = 0;
  var query = new URLSearchParams(location.search);
  var child = query.get("childId");
  var secret = new URLSearchParams(location.hash.replace(/^#\??/, "")).get("secret");
  function send(message) {
    window.parent.postMessage(message, "*");
  }
  function tell() {
    var height = Math.ceil(document.documentElement.getBoundingClientRect().height);
    if (Math.abs(height - last) < 1) return;
    last = height;
    send({ type: "datareach:height", height: height });
    send({ sentinel: "amp", type: "embed-size", height: height });
    if (secret) send({ message: "height", value: height, secret: secret });
    var heights = {};
    heights[query.get("id") || "datareach"] = height;
    send({ "datawrapper-height": heights });
    if (child) send("pymxPYMx" + child + "xPYMxheightxPYMx" + height);
  }
  tell();
  new ResizeObserver(tell).observe(document.documentElement);
  addEventListener("load", tell);
})();
