// How a question is put in Chinese: words that only ask, words that tell nothing, characters that look alike. What things
// are called, and how people say what the rules write, stands in the sources.
(function (root) {
  "use strict";

  // Words that only ask. `number`: the answer holds a figure; `person`: it names somebody; `meaning`: it is a term.
  const ASKING = {
    number: "什么时候 什么时间 几点钟 几点 几分钟 几分 几小时 几个小时 几天 几号 几日 几周 几次 几个月 几个人 几个 几人 几年 几条 几笔 几种 几类 几项 几倍 几级 几份 几月 几名 第几 多长时间 多长 多少天 多少钱 多少次 多少人 多少 多久 多大 何时 星期几 周几 礼拜几 哪天 哪一天 啥时候",
    person: "谁来 谁去 谁 哪个人 什么人 哪个部门 哪个岗位 找哪个",
    may: "可以吗 行吗 允许吗 必须吗 能否 可否 是否 准不准 违规吗 犯规吗",
    form: "哪张表 哪个表 哪种表 什么表 哪张单 哪个单 什么单 填什么 填哪 记在哪里 记在哪 写在哪里 写在哪 记哪里 记哪 登记在哪",
    meaning: "是什么意思 什么意思 啥意思 什么叫 啥叫 什么是 啥是 是什么 是啥",
    plain: "请问 怎么办理 怎么办 怎么做 怎么弄 怎么写 怎么填 怎么处理 怎么算 怎样 怎么 咋办 咋整 咋 如何 为什么 为啥 干什么的 干什么 干啥 做什么 做啥 什么样 什么情况 什么 啥 哪些 哪里 哪儿 哪个 哪几 哪种 是不是 有没有 会不会 该不该 算不算 对吗 了吗 多少 规定 要求 标准 流程 步骤 内容 注意事项 相关 关于 有关",
  };
  // Words between the words that matter.
  const IDLE = "的 了 吗 呢 啊 吧 嘛 么 是 有 在 和 与 或 及 跟 同 把 被 一般 一共 总共 到底 具体 大概 现在 我们这 咱们 到了 做到 忘记 忘了 让 给 对 从 到 由 向 为 就 都 也 还 再 又 才 要 得 会 能 可 可以 应该 应当 需要 必须 该 用 去 来 做 办 搞 弄 一下 一个 这个 那个 这 那 我 我们 他 她 你 自己 时 时候 的话 如果 或者 并 而 以 之 其 上 下 里 中 内 后 前 着 过 完 个 次 种 些 每 各 某 吧 呀 哦 先 想 想要 打算 准备要 之前 之后 以前 以后 早上 晚上 别人 人家 大家 原因 事 事情 些事 找 不是 又要 那么 已经 还要 正在 时间 情况 东西 地方 问 比较 真的 突然 有点 然后 所有 这些 那些 这样 那样 必要 做完 办完 要求 哪几 几件 件 不会 记在 写在 填在 就是 只是 但是 因为 所以 算是 叫做 给谁 跟谁 向谁 只能 只有 只要";

  // Characters that look alike, by groups.
  const ALIKE = "己已巳 未末 拆折诉析 帐账胀张 像象橡 决块快 密蜜 凭赁 纪记 纯屯钝 狗够 印卯 币巾 历厉 厂广 几凡 免兔 兑悦 侯候 假暇 营萤 业亚 柜拒矩 理埋 检捡俭险验 查杳 盘盆 货贷 款欸 现观规视 金全 余佘 章童意 证征 件仲 单卓早 据剧 票栗 档挡 防访仿 抢枪 险检 预须 案桉 演寅 投役 抱饱 怨愿 建健 议仪义 待侍持 导异 销消削 场杨汤 录绿 露霞 钥铜 锁销 培陪 训川 考老 试式 调凋 休体 替潜 勤勒 迟尺 离禽 岗冈 送迭 收牧 费贵 退腿 转传砖 准淮 签答 字宇 复夏 核该 审宙 归旧 属厉 奖浆 障章 维唯 修侈 电龟 系糸 统流 断折 员圆 集隼 季李 巡逛 销削 受授 盗资 炼练拣 火灭 灾炎 收攻 限眼 题匙 点店 班斑 停亭 徘排 权杈 泄曳";

  const alike = new Map();
  for (const group of ALIKE.split(" ")) for (const one of group) alike.set(one, [...(alike.get(one) || []), ...[...group].filter((other) => other !== one)]);

  const asking = new Map();
  for (const kind of Object.keys(ASKING)) for (const word of ASKING[kind].split(" ")) if (!asking.has(word)) asking.set(word, kind);

  root.tenregsWords = { asking, alike, idle: new Set(IDLE.split(" ")) };
  if (typeof module !== "undefined" && module.exports) module.exports = root.tenregsWords;
})(typeof window === "undefined" ? globalThis : window);
