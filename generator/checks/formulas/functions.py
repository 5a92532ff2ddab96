"""The functions that formulas may use, with what each takes: `[x]` may be left out, `…` says that more may follow.

The handbook lists them (site/help/administrator.md); a test holds the two together.
"""

from __future__ import annotations

from typing import NamedTuple

_PAIRS = "…成对"
_MORE = "…"
_MOST = 255

USAGE: dict[str, tuple[str, ...]] = {
    line.partition("(")[0]: tuple(part for part in line.partition("(")[2].rstrip(")").split(",") if part)
    for line in [
        "ABS(数)",
        "AND(条件,…)",
        "AVERAGE(数,…)",
        "AVERAGEIF(区域,条件,[求平均的区域])",
        "AVERAGEIFS(求平均的区域,区域,条件,…成对)",
        "CEILING(数,倍数)",
        "CHOOSE(第几个,值,…)",
        "COLUMN([格])",
        "COLUMNS(区域)",
        "CONCATENATE(文字,…)",
        "COUNT(区域,…)",
        "COUNTA(区域,…)",
        "COUNTBLANK(区域)",
        "COUNTIF(区域,条件)",
        "COUNTIFS(区域,条件,…成对)",
        "DATE(年,月,日)",
        "DATEDIF(起,止,单位)",
        "DATEVALUE(文字)",
        "DAY(日期)",
        "DAYS(止,起)",
        "EDATE(日期,月数)",
        "EOMONTH(日期,月数)",
        "EVEN(数)",
        "EXACT(文字,文字)",
        "FALSE()",
        "FIND(找什么,文字,[从第几个字])",
        "FLOOR(数,倍数)",
        "HLOOKUP(找什么,区域,第几行,[方式])",
        "HOUR(时间)",
        "IF(条件,成立时,[不成立时])",
        "IFERROR(值,出错时)",
        "IFNA(值,找不到时)",
        "IFS(条件,值,…成对)",
        "INDEX(区域,第几行,[第几列],[第几块])",
        "INT(数)",
        "ISBLANK(值)",
        "ISERR(值)",
        "ISERROR(值)",
        "ISLOGICAL(值)",
        "ISNA(值)",
        "ISNUMBER(值)",
        "ISTEXT(值)",
        "LARGE(区域,第几)",
        "LEFT(文字,[几个字])",
        "LEN(文字)",
        "LOOKUP(找什么,区域,[取值的区域])",
        "LOWER(文字)",
        "MATCH(找什么,区域,[方式])",
        "MAX(数,…)",
        "MAXIFS(取值的区域,区域,条件,…成对)",
        "MEDIAN(数,…)",
        "MID(文字,从第几个字,几个字)",
        "MIN(数,…)",
        "MINIFS(取值的区域,区域,条件,…成对)",
        "MINUTE(时间)",
        "MOD(数,除数)",
        "MONTH(日期)",
        "MROUND(数,倍数)",
        "N(值)",
        "NETWORKDAYS(起,止,[假日])",
        "NOT(条件)",
        "NUMBERVALUE(文字,[小数点],[分隔符])",
        "ODD(数)",
        "OR(条件,…)",
        "POWER(数,次方)",
        "PRODUCT(数,…)",
        "RANK(数,区域,[方式])",
        "REPT(文字,几遍)",
        "RIGHT(文字,[几个字])",
        "ROUND(数,几位小数)",
        "ROUNDDOWN(数,几位小数)",
        "ROUNDUP(数,几位小数)",
        "ROW([格])",
        "ROWS(区域)",
        "SEARCH(找什么,文字,[从第几个字])",
        "SECOND(时间)",
        "SIGN(数)",
        "SMALL(区域,第几)",
        "SQRT(数)",
        "SUBSTITUTE(文字,旧,新,[第几处])",
        "SUBTOTAL(方式,区域,…)",
        "SUM(数,…)",
        "SUMIF(区域,条件,[求和的区域])",
        "SUMIFS(求和的区域,区域,条件,…成对)",
        "SUMPRODUCT(区域,…)",
        "SWITCH(值,情形,结果,[情形或其他],…)",
        "T(值)",
        "TEXT(值,格式)",
        "TEXTJOIN(分隔符,略去空格,文字,…)",
        "TIME(时,分,秒)",
        "TIMEVALUE(文字)",
        "TRIM(文字)",
        "TRUE()",
        "UPPER(文字)",
        "VALUE(文字)",
        "VLOOKUP(找什么,区域,第几列,[方式])",
        "WEEKDAY(日期,[方式])",
        "WEEKNUM(日期,[方式])",
        "WORKDAY(日期,天数,[假日])",
        "XOR(条件,…)",
        "YEAR(日期)",
    ]
}
# What people look for that is not there, and what to write.
INSTEAD = {
    "XLOOKUP": "查找写 INDEX(取值的区域,MATCH(找什么,区域,0))",
    "FILTER": "按条件合计写 SUMIFS，计数写 COUNTIFS",
    "UNIQUE": "不重复的个数写 SUMPRODUCT",
    "CONCAT": "连接文字写 &",
    "TODAY": "结果天天变；需要今天的，设一个日期栏来填",
    "NOW": "结果时时变；需要现在的，设一个时间栏来填",
    "RAND": "结果次次变，不能用在表上",
    "INDIRECT": "栏目直接写作 {标识}，整列写作 {表格.列}",
    "OFFSET": "同行的格写作 {表格.列@行}，某一行的格写 INDEX({表格.列},第几行)",
}


class Arity(NamedTuple):
    """How many arguments a function takes; from `least` on, more come `step` at a time."""

    least: int
    most: int
    step: int = 1

    def allows(self, count: int) -> bool:
        """Whether that many may be written."""
        return self.least <= count <= self.most and (count - self.least) % self.step == 0

    def __str__(self) -> str:
        if self.step > 1:
            return f"要 {self.least}、{self.least + self.step}、{self.least + 2 * self.step}……个参数"
        if self.most == _MOST:
            return f"要至少 {self.least} 个参数"
        return f"要 {self.least} 个参数" if self.least == self.most else f"要 {self.least} 到 {self.most} 个参数"


def _arity(usage: tuple[str, ...]) -> Arity:
    named = [part for part in usage if not part.startswith(_MORE)]
    least = sum(not part.startswith("[") for part in named)
    if named == list(usage):
        return Arity(least, len(named))
    return Arity(least, _MOST, 2 if usage[-1] == _PAIRS else 1)


ARITY = {name: _arity(usage) for name, usage in USAGE.items()}


def usage(name: str) -> str:
    """How a function is written: IF(条件,成立时,[不成立时])."""
    return f"{name}({','.join(part.removesuffix('成对') for part in USAGE[name])})"
