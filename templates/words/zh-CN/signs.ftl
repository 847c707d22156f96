menu-signs = 标识

signs-title = 标识
signs-new = 制作
signs-down-title = 该撤下的标识
signs-down-note = 已过结束时间，牌还在墙上
signs-waiting-title = 待张贴的标识
signs-up-title = 正在使用
signs-none-up = 现在没有挂着的维护牌。
signs-catalogue-title = 制作新的标识
signs-ended-title = 最近结束的
signs-n-up = { $n } 张在墙上
signs-n-wanted = { $n } 张待打印
signs-n-printed = { $n } 张待张贴
signs-n-old = { $n } 张时间已改
signs-up-of = 已张贴 { $up } / { $all }

signs-where = 在哪里
signs-community = 小区
signs-area = 楼栋单元
signs-place = 位置
signs-doors = 每处一张，不贴的请取消
signs-public-area = 公共区域
signs-lobby = 大堂
signs-car = 轿厢内
signs-no-area = 这个小区还没有登记能用这张牌的位置，请先到“小区”里添加。
signs-choose = 选好，继续
signs-when = 什么时候
signs-from-date = 开始日期
signs-from-time = 开始时间
signs-to-date = 结束日期
signs-to-time = 结束时间
signs-rule = 临时标识一定要写结束时间，到时撤下
signs-instead = 用什么代替
signs-alternative = 请用
signs-alternative-example = 1号梯
signs-alternative-note = 补充一句
signs-alternative-note-example = 老人、推车请呼门岗协助
signs-words = 其他文字
signs-apology = 致歉
signs-phone = 24小时电话
signs-make = 生成标识
signs-look = 预览
signs-sheet = 样张
signs-sheet-note = { $copies ->
    [0] A4 · 选好位置后显示张数
   *[other] A4 · { $copies } 张
}
signs-time = 时间
signs-base = 扫码网址

signs-course-ahead = 还没开始
signs-course-now = 进行中
signs-course-over = 已结束
signs-course-called-off = 已取消
signs-come-down = 还有 { $n } 张在墙上，请撤下
signs-old = { $n } 张还写着原来的结束时间
signs-old-note = 重新打印，换上后逐张或一次登记
signs-step-print = 下一步：打印 { $n } 张
signs-step-print-note = 每张的编号不同，请按楼层张贴
signs-step-place = 下一步：张贴 { $n } 张
signs-step-place-note = 贴好后在这里登记，或扫牌上的码登记
signs-all-up = { $n } 张都已张贴
signs-print = 打印 { $n } 张
signs-place-all = 全部已张贴
signs-remove-all = 全部已撤下
signs-place-one = 已张贴
signs-replace-one = 已换新
signs-remove-one = 已撤下
signs-copies = 每张牌
signs-old-end = 旧时间
signs-end-title = 改结束时间
signs-end-note = 扫码看到的时间马上更新；已经打印的牌不会变，需要重新打印换上。
signs-end-move = 改到这个时间
signs-end-now = 现在结束
signs-call-off = 取消这次停用
signs-history = 经过


sign-wanted = 待打印
sign-printed = 已打印
sign-placed = 已张贴
sign-damaged = 已损坏
sign-removed = 已撤下

act-sign-made = 生成
act-sign-printed = 打印
act-sign-placed = 张贴
act-sign-removed = 撤下
act-sign-end-moved = 改了结束时间

signs-no-address = 还没有设置公网网址，印出来的二维码没人能打开。请管理员在设置里填写 public_url，再来生成标识。
signs-no-community = 您的管理处还没有小区。请先添加小区和楼栋，再来制作标识。
signs-no-place = 请选择标识的位置。
signs-no-door = 一处也没有选，请至少选一层。
signs-no-end = 请填写结束时间：临时标识没有结束时间，就会一直挂下去。
signs-end-before-start = 结束时间早于开始时间，请改成开始之后。
signs-end-past = 结束时间已经过去，请改成现在以后。
signs-too-long = 停用超过三个月，不再是临时标识。请改短，或者改发通知。
signs-unprintable = 打印字库里没有“{ $missing }”，请换一个字。

flash-signs-made = 标识已生成，每张都有自己的编号。下一步：打印、张贴。
flash-signs-placed = 已登记：这张牌已张贴。
flash-signs-removed = 已登记：这张牌已撤下。
flash-signs-all-placed = 已登记：全部张贴。
flash-signs-all-removed = 已登记：全部撤下。
flash-signs-ended = 已登记结束，扫码会看到已恢复使用。请把牌撤下。
flash-signs-end-moved = 结束时间已改，扫码会看到新的时间。已打印的牌请重新打印换上。

signs-stop-ahead = 还没有开始，现在可以使用
signs-stop-now = 正在进行
signs-stop-now-until = 正在进行，预计{ $at }恢复
signs-stop-called-off = 已取消，照常使用
signs-stop-over = 已恢复使用
signs-stop-over-and-up = 原定{ $at }恢复，这张牌应已撤下。如果还不能用，请告诉我们
signs-stop-instead = 请用{ $other }

signs-moved = 这张牌上写的时间已改，现为{ $at }
signs-moved-later = 这张牌上写的时间已改：原定{ $before }，现延至{ $at }
signs-moved-earlier = 这张牌上写的时间已改：原定{ $before }，现提前到{ $at }
