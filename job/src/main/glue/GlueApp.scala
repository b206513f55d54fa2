object GlueApp {
  def main(sysArgs: Array[String]): Unit = io.twinlake.glue.GlueJob.main(sysArgs)
}
