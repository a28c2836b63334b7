import java.io.FileReader;
import java.nio.charset.StandardCharsets;
import org.gephi.io.importer.api.ContainerUnloader;
import org.gephi.io.importer.api.EdgeDraft;
import org.gephi.io.importer.api.Report;
import org.gephi.io.importer.impl.ImportContainerImpl;
import org.gephi.io.importer.plugin.file.ImporterGEXF;

/** Reads a GEXF file with Gephi's own importer and prints what Gephi makes of it, one line a thing. */
public class ReadGexf {
    public static void main(String[] files) throws Exception {
        ImportContainerImpl container = new ImportContainerImpl();
        Report report = new Report();
        container.setReport(report);
        ImporterGEXF importer = new ImporterGEXF();
        importer.setReader(new FileReader(files[0], StandardCharsets.UTF_8));
        importer.execute(container.getLoader());
        boolean good = container.verify();
        container.closeLoader();
        report.getIssues(1000).forEachRemaining(issue -> System.out.println("issue\t" + issue.getMessage()));
        ContainerUnloader read = container.getUnloader();
        System.out.println("graph\t" + good + "\t" + container.isDynamicGraph() + "\t" + container.hasDynamicAttributes()
            + "\t" + read.getTimeFormat() + "\t" + read.getTimeRepresentation() + "\t" + read.getNodeCount());
        for (EdgeDraft edge : read.getEdges()) {
            System.out.println("edge\t" + edge.getId() + "\t" + edge.getSource().getId() + "\t" + edge.getTarget().getId()
                + "\t" + edge.getTimeSet() + "\t" + edge.getValue("certainty"));
        }
    }
}
