document.addEventListener("click", function (event) {
  var link = event.target.closest("[popover] a");
  if (link) { link.closest("[popover]").hidePopover(); }
});
function openTarget() {
  var target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  for (var up = target; up; up = up.parentElement) { if (up.tagName === "DETAILS") { up.open = true; } }
  if (target) { target.scrollIntoView(); }
}
addEventListener("hashchange", openTarget);
addEventListener("DOMContentLoaded", openTarget);
addEventListener("beforeprint", function () {
  document.querySelectorAll("details.print").forEach(function (d) { d.open = true; });
});
