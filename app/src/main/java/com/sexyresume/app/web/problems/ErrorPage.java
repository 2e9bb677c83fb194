package com.sexyresume.app.web.problems;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

/** Answers the errors that the servlet container dispatches, which were thrown or sent outside of any handler. */
@Controller
@Hidden
public class ErrorPage implements ErrorController {

    private final Problems problems;
    private final ProblemWriter writer;

    ErrorPage(Problems problems, ProblemWriter writer) {
        this.problems = problems;
        this.writer = writer;
    }

    @RequestMapping("${spring.web.error.path:/error}")
    void answer(HttpServletRequest request, HttpServletResponse response) {
        int status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code ? code : 404;
        // Of a fault that the container found in the request, such as a broken chunk, its status tells more than its
        // exception does.
        boolean isOurs = status >= 500;
        Problem problem = isOurs && request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof Throwable thrown
                ? problems.of(thrown)
                : ProblemType.ofStatus(status);
        writer.write(request, response, problem);
    }
}
