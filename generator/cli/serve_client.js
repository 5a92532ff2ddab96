(function () {
  "use strict";
  var seen = null;
  var panel = null;

  function show(problems) {
    if (panel) panel.remove();
    panel = null;
    if (!problems.length) return;
    panel = document.createElement("section");
    panel.setAttribute("role", "alert");
    panel.style.cssText =
      "position:fixed;inset:auto 0 0 0;max-height:60vh;overflow:auto;z-index:99;background:#fff4ec;color:#3a1600;" +
      "border-top:4px solid #c2483f;padding:12px 20px;font:15px/1.7 'Microsoft YaHei','PingFang SC',sans-serif";
    var title = document.createElement("b");
    title.textContent = "源文件有 " + problems.length + " 个错误，网页是改错之前的样子";
    panel.append(title);
    problems.forEach(function (problem) {
      var row = document.createElement("p");
      row.style.cssText = "margin:8px 0 0";
      var where = document.createElement("code");
      where.textContent = problem.where;
      var remedy = document.createElement("div");
      remedy.textContent = "改法：" + problem.remedy;
      row.append(where, " " + problem.message + " [" + problem.code + "]", remedy);
      panel.append(row);
    });
    document.body.append(panel);
  }

  var events = new EventSource("/-/tenregs/events");
  events.onmessage = function (event) {
    var state = JSON.parse(event.data);
    if (seen !== null && state.version !== seen) return location.reload();
    seen = state.version;
    show(state.problems);
  };
})();
